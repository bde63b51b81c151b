package io.ollio.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmException.InvalidRequest;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiScript;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches a server through LangChain4j's own OpenAI model. */
final class RequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ToolSpec TOOL = new ToolSpec("t", "Does it", "{\"type\":\"object\"}");

  private final FakeOpenAiServer server =
      FakeOpenAiServer.start(OpenAiScript.inOrder(LlmScript.ofText("ok")));

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void messages_ofEveryKind_arriveInOrder() throws JsonProcessingException {
    send(
        LlmRequest.of(
            new LlmMessage.System("Be brief."),
            new LlmMessage.System(" "),
            new LlmMessage.User("Look", List.of(new LlmImage("image/png", FileContent.of("hi")))),
            new LlmMessage.Assistant("", List.of(new ToolCall("c1", "t", "{broken"))),
            new LlmMessage.ToolResult("c1", "t", "no such file", true),
            new LlmMessage.Assistant("Sorry", List.of())));

    assertThat(body().path("messages"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"role":"system","content":"Be brief."},
                 {"role":"user","content":[{"type":"text","text":"Look"},
                   {"type":"image_url",
                    "image_url":{"url":"data:image/png;base64,aGk=","detail":"auto"}}]},
                 {"role":"assistant","tool_calls":[{"id":"c1","type":"function",
                   "function":{"name":"t","arguments":"{broken"}}]},
                 {"role":"tool","tool_call_id":"c1","content":"Error: no such file"},
                 {"role":"assistant","content":"Sorry"}]
                """));
  }

  @ParameterizedTest
  @CsvSource({"AUTO, ''", "NONE, none", "REQUIRED, required"})
  void toolChoice_withTools_isSent(ToolChoice choice, String sent) {
    send(Models.HELLO.withTools(List.of(TOOL), choice));

    assertThat(body().path("tool_choice").asText()).isEqualTo(sent);
    assertThat(body().path("tools").path(0).path("function").path("name").asText()).isEqualTo("t");
  }

  @Test
  void toolChoice_withoutTools_isNotSent() {
    send(Models.HELLO.withTools(List.of(), ToolChoice.REQUIRED));

    assertThat(body().has("tool_choice")).isFalse();
    assertThat(body().has("tools")).isFalse();
  }

  @Test
  void options_given_areSent() {
    send(request("model-x", Map.of("seed", 7)));

    assertThat(body().path("model").asText()).isEqualTo("model-x");
    assertThat(body().path("temperature").asDouble()).isEqualTo(0.25);
    assertThat(body().path("max_tokens").asInt()).isEqualTo(321);
    assertThat(body().path("seed").asInt()).isEqualTo(7);
  }

  @Test
  void options_absent_areTheModels() {
    send(Models.HELLO);

    assertThat(body().path("model").asText()).isEqualTo("default-model");
    assertThat(body().has("temperature")).isFalse();
    assertThat(body().has("max_tokens")).isFalse();
  }

  @Test
  void extras_withoutAWriterForThem_areRefusedBeforeTheCall() {
    LlmClient client =
        LangChain4jLlmClient.streaming(OpenAiModels.streaming(server.baseUrl(), "k"));

    LlmException failure =
        Assertions.catchThrowableOfType(
            LlmException.class,
            () ->
                client.complete(
                    request(null, Map.of("seed", 7)), LlmListener.SILENT, Cancellation.none()));

    assertThat(failure)
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(
            "The request's extras [seed] have no place in langchain4j-core: set"
                + " LangChain4jSettings.withParameters");
    assertThat(server.calls()).isEmpty();
  }

  private void send(LlmRequest request) {
    LangChain4jLlmClient.streaming(
            OpenAiModels.streaming(server.baseUrl(), "k"), OpenAiModels.openAi())
        .complete(request, LlmListener.SILENT, Cancellation.none());
  }

  private JsonNode body() {
    return server.lastCall().json();
  }

  private static LlmRequest request(String model, Map<String, Object> extras) {
    return new LlmRequest(
        model, Models.HELLO.messages(), List.of(), ToolChoice.AUTO, 0.25, 321, extras);
  }
}
