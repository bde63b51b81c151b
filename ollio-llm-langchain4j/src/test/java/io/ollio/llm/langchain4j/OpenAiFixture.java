package io.ollio.llm.langchain4j;

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
import java.util.function.Function;

/** LangChain4j's own OpenAI model on a fake server over real HTTP. */
final class OpenAiFixture implements LlmFixture {
  private static final String KEY = "sk-test-9f8e7d6c5b4a39281706";

  private final BlockingQueue<LlmScript> scripts = new LinkedBlockingQueue<>();
  private final FakeOpenAiServer server =
      FakeOpenAiServer.start(call -> OpenAiAnswer.of(scripts.remove()));
  private final LlmClient client;

  private OpenAiFixture(Function<String, LlmClient> client) {
    this.client = client.apply(server.baseUrl());
  }

  static OpenAiFixture streaming(LangChain4jLimits limits) {
    return new OpenAiFixture(
        baseUrl ->
            LangChain4jLlmClient.streaming(
                OpenAiModels.streaming(baseUrl, KEY), OpenAiModels.openAi().withLimits(limits)));
  }

  static OpenAiFixture blocking() {
    return new OpenAiFixture(
        baseUrl ->
            LangChain4jLlmClient.blocking(
                OpenAiModels.blocking(baseUrl, KEY), OpenAiModels.openAi()));
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
