package io.ollio.llm.langchain4j;

import io.ollio.llm.LlmClient;
import io.ollio.llm.TokenUsage;
import io.ollio.testkit.llm.LlmFixture;
import io.ollio.testkit.llm.LlmScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** The client on a {@link ScriptedModel}. */
final class ScriptedFixture implements LlmFixture {
  private final ScriptedModel model = new ScriptedModel();
  private volatile Map<String, Object> extras = Map.of();
  private final LlmClient client;

  ScriptedFixture(LangChain4jLimits limits) {
    client =
        LangChain4jLlmClient.streaming(
            model,
            LangChain4jSettings.DEFAULT
                .withLimits(limits)
                .withParameters(
                    (common, more) -> {
                      extras = more;
                      return common;
                    })
                .withUsage(ScriptedFixture::usage));
  }

  private static TokenUsage usage(dev.langchain4j.model.output.TokenUsage counted) {
    return ((ScriptedModel.DetailedUsage) counted).tokens();
  }

  @Override
  public LlmClient client() {
    return client;
  }

  @Override
  public void script(LlmScript script) {
    model.script(script);
  }

  /** With the picture in plain. */
  @Override
  public String lastRequest() {
    String picture =
        Base64.getEncoder().encodeToString("css-colours".getBytes(StandardCharsets.UTF_8));
    return (model.lastRequest() + " " + extras).replace(picture, "css-colours");
  }

  @Override
  public int callCount() {
    return model.callCount();
  }

  @Override
  public void awaitDisconnect(Duration patience) {
    model.awaitStopped(patience);
  }

  @Override
  public void close() {
    model.stopAll();
  }
}
