package io.ollio.secret;

import static io.ollio.secret.SecretRule.text;
import static io.ollio.secret.SecretRule.token;

import java.util.List;

/** Every rule, by issuer. The shapes follow what the issuers publish for secret scanning. */
final class SecretRules {
  private static final String WORD = "[A-Za-z0-9_-]";
  private static final String BASIC = "[A-Za-z0-9]";
  private static final String HEX = "[0-9a-f]";

  /** User and password inside an address; what looks like a template is none. */
  private static final String USER_PASSWORD =
      "://[^\\s:/@\"'<>`{}$]{1,64}+:[^\\s:/@\"'<>`{}$*]{3,128}+@[A-Za-z0-9]";

  static final List<SecretRule> ALL =
      List.of(
          token(
              "aws-access-key",
              "AWS access key id",
              "AKIA ASIA ABIA ACCA",
              "(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}"),
          text(
              "aws-secret-key",
              "AWS secret access key",
              "ecret ECRET",
              6,
              "(?i)aws_?secret_?(?:access_?)?key[\"'\\s:=]{1,8}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"),
          token("google-api-key", "Google API key", "AIza", "AIza" + WORD + "{35}"),
          token(
              "google-client-secret",
              "Google OAuth client secret",
              "GOCSPX-",
              "GOCSPX-" + WORD + "{28}"),
          token(
              "google-access-token",
              "Google OAuth access token",
              "ya29.",
              "ya29\\." + WORD + "{30,2000}+"),
          text(
              "google-service-account",
              "Google service account key",
              "\"private_key_id",
              0,
              "\"private_key_id\"\\s{0,9}:\\s{0,9}\"" + HEX + "{40}\""),
          text(
              "azure-storage-key",
              "Azure storage account key",
              "AccountKey=",
              0,
              "AccountKey=[A-Za-z0-9+/]{86}=="),
          text(
              "azure-client-secret",
              "Azure client secret",
              "Q~",
              4,
              "(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}+(?![A-Za-z0-9_~.-])"),
          text(
              "azure-sas",
              "Azure shared access signature",
              "?sig= &sig=",
              0,
              "[?&]sig=[A-Za-z0-9%]{40,70}?%3D"),
          token(
              "github-token",
              "GitHub token",
              "ghp_ gho_ ghu_ ghs_ ghr_",
              "gh[pousr]_" + BASIC + "{36,255}+"),
          token(
              "github-fine-grained-token",
              "GitHub token",
              "github_pat_",
              "github_pat_" + BASIC + "{22}_" + BASIC + "{59}"),
          token(
              "gitlab-token",
              "GitLab token",
              "glpat- glrt- gldt- glptt- glcbt- glsoat-",
              "gl(?:pat|rt|dt|ptt|cbt|soat)-" + WORD + "{20,300}+"),
          token("slack-token", "Slack token", "xox", "xox[abeoprs](?:-[A-Za-z0-9]{4,200}+){2,6}+"),
          token("slack-app-token", "Slack app token", "xapp-", "xapp-[0-9]-" + WORD + "{20,300}+"),
          text(
              "slack-webhook",
              "Slack webhook",
              "hooks.slack.com",
              0,
              "hooks\\.slack\\.com/(?:services|workflows)/[A-Za-z0-9/]{30,120}"),
          token(
              "stripe-secret-key",
              "Stripe secret key",
              "sk_ rk_",
              "[sr]k_(?:live|test)_" + BASIC + "{16,250}+"),
          token(
              "stripe-webhook-secret",
              "Stripe webhook secret",
              "whsec_",
              "whsec_" + BASIC + "{32,100}+"),
          token(
              "openai-key",
              "OpenAI API key",
              "sk-",
              "sk-(?:(?:proj|svcacct|admin)-"
                  + WORD
                  + "{40,300}+|"
                  + BASIC
                  + "{20}T3BlbkFJ"
                  + BASIC
                  + "{20})"),
          token(
              "anthropic-key",
              "Anthropic API key",
              "sk-ant-",
              "sk-ant-[a-z]{3,8}[0-9]{2}-" + WORD + "{80,120}+"),
          token("openrouter-key", "OpenRouter API key", "sk-or-", "sk-or-v1-" + HEX + "{64}"),
          token("groq-key", "Groq API key", "gsk_", "gsk_" + BASIC + "{52}"),
          token("huggingface-token", "Hugging Face token", "hf_", "hf_[A-Za-z]{34}"),
          token("replicate-token", "Replicate token", "r8_", "r8_" + BASIC + "{37}"),
          token("perplexity-key", "Perplexity API key", "pplx-", "pplx-" + BASIC + "{48}"),
          token("e2b-key", "E2B API key", "e2b_", "e2b_" + HEX + "{40}"),
          token("twilio-key", "Twilio API key", "SK", "SK" + HEX + "{32}"),
          token(
              "sendgrid-key",
              "SendGrid API key",
              "SG.",
              "SG\\." + WORD + "{22}\\." + WORD + "{43}"),
          token("mailgun-key", "Mailgun API key", "key-", "key-" + HEX + "{32}"),
          token("mailchimp-key", "Mailchimp API key", "-us", 32, HEX + "{32}-us[0-9]{1,2}"),
          token("npm-token", "npm token", "npm_", "npm_" + BASIC + "{36}"),
          token("pypi-token", "PyPI token", "pypi-", "pypi-AgE" + WORD + "{50,1000}+"),
          token("rubygems-key", "RubyGems API key", "rubygems_", "rubygems_" + HEX + "{48}"),
          token("docker-token", "Docker Hub token", "dckr_", "dckr_[op]at_" + WORD + "{27,64}+"),
          token(
              "telegram-token", "Telegram bot token", ":AA", 10, "[0-9]{8,10}:AA" + WORD + "{33}"),
          token(
              "discord-token",
              "Discord bot token",
              "M N O",
              "(?=[A-Za-z]{0,25}[0-9])[MNO]"
                  + BASIC
                  + "{23,25}+\\."
                  + WORD
                  + "{6}\\."
                  + WORD
                  + "{27,38}+"),
          text(
              "discord-webhook",
              "Discord webhook",
              "discord.com discordapp.com",
              0,
              "discord(?:app)?\\.com/api/webhooks/[0-9]{17,20}/" + WORD + "{60,80}"),
          token(
              "jwt",
              "JSON web token",
              "eyJ",
              "eyJ" + WORD + "{10,4000}+\\.eyJ" + WORD + "{10,8000}+\\." + WORD + "{20,2000}+"),
          text(
              "private-key",
              "private key",
              "-----BEGIN",
              0,
              "-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
          text(
              "database-url",
              "database address with a password",
              "://",
              16,
              "(?<![A-Za-z])(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\\+srv)?|rediss?|amqps?|mssql|sqlserver|clickhouse)"
                  + USER_PASSWORD),
          text(
              "url-password",
              "web address with a password",
              "://",
              8,
              "(?<![A-Za-z])(?:https?|ftps?|sftp)" + USER_PASSWORD),
          token("heroku-key", "Heroku API key", "HRKU-", "HRKU-" + WORD + "{36,80}+"),
          token(
              "digitalocean-token",
              "DigitalOcean token",
              "doo_v1_ dop_v1_ dor_v1_",
              "do[opr]_v1_" + HEX + "{64}"),
          token(
              "shopify-token",
              "Shopify token",
              "shpat_ shpca_ shppa_ shpss_",
              "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
          token("square-token", "Square token", "sq0", "sq0(?:csp|atp|idp)-" + WORD + "{22,43}+"),
          text(
              "braintree-token",
              "Braintree access token",
              "access_token$",
              0,
              "access_token\\$(?:production|sandbox)\\$[0-9a-z]{16}\\$" + HEX + "{32}"),
          token(
              "mapbox-secret-token",
              "Mapbox secret token",
              "sk.eyJ",
              "sk\\.eyJ" + WORD + "{20,500}+\\." + WORD + "{20,100}+"),
          token(
              "datadog-key",
              "Datadog application key",
              "ddapp_ ddapi_",
              "ddap(?:p|i)_" + BASIC + "{34,64}+"),
          token(
              "vault-token",
              "HashiCorp Vault token",
              "hvs. hvb. hvr.",
              "hv[sbr]\\." + WORD + "{24,400}+"),
          text(
              "terraform-token",
              "Terraform Cloud token",
              ".atlasv1.",
              14,
              "(?<![A-Za-z0-9])" + BASIC + "{14}\\.atlasv1\\." + WORD + "{60,70}"),
          token(
              "doppler-token",
              "Doppler token",
              "dp.",
              "dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?" + BASIC + "{40,44}+"),
          token("linear-key", "Linear API key", "lin_", "lin_(?:api|oauth)_" + BASIC + "{40,64}+"),
          token(
              "notion-token",
              "Notion token",
              "secret_ ntn_",
              "secret_" + BASIC + "{43}|ntn_" + BASIC + "{46}"),
          token("figma-token", "Figma token", "figd_", "figd_" + WORD + "{40,60}+"),
          text(
              "atlassian-token",
              "Atlassian API token",
              "ATATT3",
              0,
              "(?<![A-Za-z0-9_-])ATATT3[A-Za-z0-9_=-]{180,250}"),
          token("dropbox-token", "Dropbox token", "sl.", "sl\\.(?:u\\.)?" + WORD + "{130,2000}+"),
          token(
              "supabase-token",
              "Supabase secret",
              "sbp_ sb_secret_",
              "sbp_" + HEX + "{40}|sb_secret_" + WORD + "{20,60}+"),
          token(
              "planetscale-token",
              "PlanetScale secret",
              "pscale_",
              "pscale_(?:pw|tkn|oauth)_" + WORD + "{32,80}+"),
          token(
              "airtable-token", "Airtable token", "pat", "pat" + BASIC + "{14}\\." + HEX + "{64}"),
          token("postman-key", "Postman API key", "PMAK-", "PMAK-" + HEX + "{24}-" + HEX + "{34}"),
          token("newrelic-key", "New Relic key", "NRAK-", "NRAK-[A-Z0-9]{27}"),
          token("grafana-token", "Grafana token", "glsa_", "glsa_" + BASIC + "{32}_[0-9a-fA-F]{8}"),
          text(
              "sentry-token",
              "Sentry token",
              "sntrys_ sntryu_",
              0,
              "(?<![A-Za-z0-9_-])sntry[su]_[A-Za-z0-9+/=_]{40,400}"),
          token("databricks-token", "Databricks token", "dapi", "dapi" + HEX + "{32}(?:-[0-9])?"),
          token("age-key", "age secret key", "AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1[0-9A-Z]{58}"));

  private SecretRules() {}
}
