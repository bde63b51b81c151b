package io.ollio.sandbox.e2b.api;

import io.ollio.InvalidInput;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where E2B is and who asks. The host reads these from its own configuration; other E2B clients
 * call them {@code E2B_API_KEY}, {@code E2B_DOMAIN}, {@code E2B_API_URL}, {@code E2B_SANDBOX_URL}
 * and {@code E2B_DEBUG}.
 *
 * @param apiKey sent to the control plane only; absent in debug mode
 * @param domain host name behind {@code api.} and the sandboxes' own names; may carry a port
 * @param apiUrl the control plane's address where it is not {@code https://api.<domain>}
 * @param sandboxUrl the address of every sandbox's files and processes where one serves them all
 * @param userAgent how this client names itself; must not look like a browser's, or E2B's proxies
 *     answer errors in HTML
 * @param limits time and size limits
 * @param isDebug whether a sandbox on this machine is used in place of E2B: control plane on port
 *     3000, sandbox on port 49983, nothing created or ended
 */
public record E2bSettings(
    @Nullable String apiKey,
    String domain,
    @Nullable String apiUrl,
    @Nullable String sandboxUrl,
    String userAgent,
    E2bLimits limits,
    boolean isDebug) {
  /** E2B's own domain. */
  public static final String OFFICIAL_DOMAIN = "e2b.app";

  /** How this client names itself. */
  public static final String DEFAULT_USER_AGENT = "ollio-e2b/0.1";

  /** What makes E2B's proxies take a client for a browser; protocol notes, section 4. */
  private static final Set<String> BROWSERS =
      Set.of("mozilla", "chrome", "safari", "firefox", "edge", "opera", "msie");

  /** Checks every value. */
  public E2bSettings {
    apiKey = apiKey == null ? null : apiKey.strip();
    InvalidInput.check(
        isDebug || (apiKey != null && !apiKey.isEmpty()), "apiKey", "is missing or blank");
    InvalidInput.check(
        apiKey == null || apiKey.chars().allMatch(c -> c > ' ' && c <= '~'),
        "apiKey",
        "has a character that a header cannot carry");
    domain = domain.strip();
    InvalidInput.check(
        HttpUrl.parse("https://api." + domain + "/") != null && domain.indexOf('/') < 0,
        "domain",
        "is no host name");
    checkUrl(apiUrl, "apiUrl");
    checkUrl(sandboxUrl, "sandboxUrl");
    checkAgent(userAgent);
  }

  /** E2B itself, with this key. */
  public static E2bSettings of(String apiKey) {
    return builder().apiKey(apiKey).build();
  }

  /** Starts with E2B's own domain, no key and {@link E2bLimits#DEFAULT}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return String.format(
        "E2bSettings[apiKey=%s, domain=%s, apiUrl=%s, sandboxUrl=%s, userAgent=%s, isDebug=%s]",
        apiKey == null ? "none" : "***", domain, apiUrl, sandboxUrl, userAgent, isDebug);
  }

  private static void checkUrl(@Nullable String url, String field) {
    InvalidInput.check(
        url == null || HttpUrl.parse(url) != null, field, "is no http or https address");
  }

  private static void checkAgent(String agent) {
    String lower = agent.toLowerCase(Locale.ROOT);
    for (String browser : BROWSERS) {
      InvalidInput.check(
          !lower.contains(browser),
          "userAgent",
          "contains \"" + browser + "\", which E2B's proxies take for a browser");
    }
    InvalidInput.check(
        !agent.isBlank() && agent.chars().allMatch(c -> c >= ' ' && c <= '~'),
        "userAgent",
        "is blank or has a character that a header cannot carry");
  }

  /** Collects settings; every field but the key has a default. */
  public static final class Builder {
    private @Nullable String apiKey;
    private String domain = OFFICIAL_DOMAIN;
    private @Nullable String apiUrl;
    private @Nullable String sandboxUrl;
    private String userAgent = DEFAULT_USER_AGENT;
    private E2bLimits limits = E2bLimits.DEFAULT;
    private boolean isDebug;

    private Builder() {}

    /** The key, needed unless in debug mode. */
    public Builder apiKey(@Nullable String key) {
      this.apiKey = key;
      return this;
    }

    /** Default {@link #OFFICIAL_DOMAIN}. */
    public Builder domain(String name) {
      this.domain = name;
      return this;
    }

    /** Default {@code https://api.<domain>}. */
    public Builder apiUrl(@Nullable String url) {
      this.apiUrl = url;
      return this;
    }

    /** Default: {@code https://sandbox.<domain>} at E2B, else each sandbox's own host. */
    public Builder sandboxUrl(@Nullable String url) {
      this.sandboxUrl = url;
      return this;
    }

    /** Default {@link #DEFAULT_USER_AGENT}. */
    public Builder userAgent(String agent) {
      this.userAgent = agent;
      return this;
    }

    /** Default {@link E2bLimits#DEFAULT}. */
    public Builder limits(E2bLimits bounds) {
      this.limits = bounds;
      return this;
    }

    /** Uses a sandbox on this machine; default off. */
    public Builder debug(boolean on) {
      this.isDebug = on;
      return this;
    }

    /** The settings. */
    public E2bSettings build() {
      return new E2bSettings(apiKey, domain, apiUrl, sandboxUrl, userAgent, limits, isDebug);
    }
  }
}
