package io.ollio.llm.openai;

import io.ollio.llm.LlmClient;
import io.ollio.testkit.llm.LlmFixture;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The client on a fake server. */
final class OpenAiFixture implements LlmFixture {
  private static final String KEY = "sk-test-9f8e7d6c5b4a39281706";

  private final BlockingQueue<LlmScript> scripts = new LinkedBlockingQueue<>();
  private final FakeOpenAiServer server =
      FakeOpenAiServer.start(call -> OpenAiAnswer.of(scripts.remove()));
  private final OpenAiLlmClient client;

  OpenAiFixture(OpenAiLimits limits) {
    client =
        new OpenAiLlmClient(
            OpenAiSettings.builder()
                .baseUrl(server.baseUrl())
                .apiKey(KEY)
                .defaultModel("default-model")
                .limits(limits)
                .build());
  }

  @Override
  public LlmClient client() {
    return client;
  }

  @Override
  public void script(LlmScript script) {
    scripts.add(script);
  }

  /** With the data URL's picture in plain. */
  @Override
  public String lastRequest() {
    String picture =
        Base64.getEncoder().encodeToString("css-colours".getBytes(StandardCharsets.UTF_8));
    return server.lastCall().body().replace(picture, "css-colours");
  }

  @Override
  public int callCount() {
    return server.calls().size();
  }

  @Override
  public void awaitDisconnect(Duration patience) {
    server.lastCall().awaitClosed(patience);
  }

  @Override
  public List<String> secrets() {
    return List.of(KEY);
  }

  @Override
  public void close() {
    server.close();
  }
}
