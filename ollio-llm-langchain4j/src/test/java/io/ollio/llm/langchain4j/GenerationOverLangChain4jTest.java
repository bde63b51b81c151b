package io.ollio.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Ollio;
import io.ollio.file.FilePath;
import io.ollio.generation.GenerationResult;
import io.ollio.llm.LlmClient;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiFault;
import io.ollio.testkit.openai.OpenAiScript;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole generations with LangChain4j's own OpenAI models behind real HTTP. */
final class GenerationOverLangChain4jTest {
  private static final String PAGE =
      "<!DOCTYPE html><html lang='en'><head><title>Login</title></head>"
          + "<body><h1>Login</h1></body></html>";

  static Stream<Named<Function<String, LlmClient>>> clients() {
    return Stream.of(
        Named.of(
            "streaming", url -> LangChain4jLlmClient.streaming(OpenAiModels.streaming(url, "k"))),
        Named.of(
            "blocking", url -> LangChain4jLlmClient.blocking(OpenAiModels.blocking(url, "k"))));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void generate_withReplyCutOffOnce_succeedsWithTheFileWhole(Function<String, LlmClient> client) {
    OpenAiScript script =
        OpenAiScript.byTurn(
                LlmScript.reply()
                    .text("I write the page.")
                    .toolCall(
                        "writeFile", "{\"path\":\"index.html\",", "\"content\":\"" + PAGE + "\"}")
                    .stop(),
                LlmScript.ofText("Here it is."))
            .withFault(1, 1, OpenAiFault.named("CleanEndMidBody"));
    try (FakeOpenAiServer server = FakeOpenAiServer.start(script);
        Ollio ollio =
            Ollio.builder(client.apply(server.baseUrl()))
                .sandbox(new InMemorySandboxProvider())
                .withoutPreview()
                .build()) {
      GenerationResult result = ollio.generate("Create a dark login form");

      assertThat(result.files().files().get(FilePath.of("index.html")).text()).isEqualTo(PAGE);
      assertThat(server.calls()).hasSize(3);
    }
  }
}
