package io.ollio.examples;

import io.ollio.Ollio;
import io.ollio.check.Problem;
import io.ollio.check.SiteCheck;
import io.ollio.check.StaticCheck;
import io.ollio.file.FilePath;
import io.ollio.llm.LlmClient;
import io.ollio.llm.openai.OpenAiLlmClient;
import io.ollio.llm.openai.OpenAiSettings;
import java.util.List;

/** A host with a real model and a rule of its own about what may become a version. */
public final class RealModelHost {
  private RealModelHost() {}

  /** Models at OpenAI or any compatible server. */
  static LlmClient model(String key, String baseUrl) {
    // region real-model
    OpenAiSettings settings =
        OpenAiSettings.builder()
            .apiKey(key)
            .baseUrl(baseUrl) // of any compatible server; without this line OpenAI's own
            .defaultModel("gpt-4.1-mini")
            .build();
    return new OpenAiLlmClient(settings);
    // endregion
  }

  /** The wiring. */
  static Ollio wired(LlmClient model) {
    // region own-check
    SiteCheck small =
        files ->
            files.totalBytes() <= 50_000
                ? List.of()
                : List.of(
                    new Problem(
                        Problem.Severity.ERROR,
                        FilePath.of("index.html"),
                        0, // the file as a whole
                        "too-large",
                        "All files together take over 50,000 bytes: leave something out."));
    return Ollio.builder(model).checks(List.of(new StaticCheck(), small)).build();
    // endregion
  }
}
