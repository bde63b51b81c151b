package io.ollio.examples;

import io.ollio.Sleeper;
import io.ollio.examples.offline.OfflineLlmClient;
import io.ollio.llm.LlmClient;
import io.ollio.llm.openai.OpenAiLlmClient;
import io.ollio.llm.openai.OpenAiSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model that the environment asks for.
 *
 * @param client the model
 * @param description what it is, for people
 */
record ModelChoice(LlmClient client, String description) {
  private static final String DEFAULT_MODEL = "gpt-4.1-mini";

  /** Lets people watch the files grow. */
  private static final Duration TYPING_PAUSE = Duration.ofMillis(2);

  /**
   * A real model when {@code OPENAI_API_KEY} or {@code OPENAI_BASE_URL} is set, else the offline
   * one.
   *
   * @param wanted model named on the command line; before {@code OLLIO_MODEL}
   */
  static ModelChoice fromEnv(Map<String, String> environment, @Nullable String wanted) {
    String key = environment.getOrDefault("OPENAI_API_KEY", "");
    String baseUrl = environment.getOrDefault("OPENAI_BASE_URL", "");
    if (key.isBlank() && baseUrl.isBlank()) {
      return new ModelChoice(
          new OfflineLlmClient(TYPING_PAUSE, Sleeper.system()),
          "no OPENAI_API_KEY is set, so the bundled offline model answers (a rule-based stand-in)"
              + (wanted == null ? "" : ", not " + wanted));
    }
    String model = wanted != null ? wanted : environment.getOrDefault("OLLIO_MODEL", DEFAULT_MODEL);
    OpenAiSettings settings =
        OpenAiSettings.builder()
            .apiKey(key.isBlank() ? null : key)
            .baseUrl(baseUrl.isBlank() ? OpenAiSettings.OFFICIAL_BASE_URL : baseUrl)
            .defaultModel(model)
            .build();
    return new ModelChoice(
        new OpenAiLlmClient(settings), "model " + model + " at " + hostOf(settings.baseUrl()));
  }

  /** The address without a login that may be in it. */
  private static String hostOf(String url) {
    URI uri = URI.create(url);
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + uri.getPath();
  }
}
