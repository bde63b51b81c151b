package io.ollio.examples.faults;

import io.ollio.llm.LlmClient;
import io.ollio.llm.openai.OpenAiLimits;
import io.ollio.llm.openai.OpenAiLlmClient;
import io.ollio.llm.openai.OpenAiSettings;
import java.time.Duration;

/** A way to reach a model: each has a table of its own. */
enum ModelKind {
  /** Over OkHttp, streaming. */
  OPENAI("OpenAiLlmClient, streaming") {
    @Override
    LlmClient client(String baseUrl, Duration patience) {
      OpenAiLimits limits =
          OpenAiLimits.DEFAULT
              .withFirstToken(patience)
              .withIdle(patience)
              .withTotal(patience.plusMillis(500));
      return new OpenAiLlmClient(
          OpenAiSettings.builder().baseUrl(baseUrl).defaultModel("m").limits(limits).build());
    }
  };

  private final String title;

  ModelKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * A client for a server.
   *
   * @param patience its limit for silence; a whole call may take 500 ms more
   */
  abstract LlmClient client(String baseUrl, Duration patience);
}
