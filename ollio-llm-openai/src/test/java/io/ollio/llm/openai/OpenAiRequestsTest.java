package io.ollio.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.file.FileContent;
import io.ollio.llm.LlmException.InvalidRequest;
import io.ollio.llm.LlmException.Overloaded;
import io.ollio.llm.LlmException.ReplyBroken;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.ConnectionFault;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiAnswer;
import io.ollio.testkit.openai.OpenAiCall;
import io.ollio.testkit.openai.OpenAiScript;
import io.ollio.testkit.openai.RejectionFault;
import io.ollio.testkit.openai.RejectionFault.WaitForm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out, how often, and where to. */
@ExtendWith(LeakCheck.class)
final class OpenAiRequestsTest {
  private static final OpenAiScript ALWAYS_FINE = call -> OpenAiAnswer.of(LlmScript.ofText("fine"));

  private FakeOpenAiServer server = FakeOpenAiServer.start(ALWAYS_FINE);

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void complete_withEverything_sendsExactlyThisBody() {
    Calls.reply(new OpenAiLlmClient(Calls.settings(server).build()), everything());

    assertThat(server.lastCall().body())
        .isEqualTo(
            """
            {"model":"gpt-x","messages":[\
            {"role":"system","content":"Build pages."},\
            {"role":"user","content":[{"type":"text","text":"Like this"},\
            {"type":"image_url","image_url":{"url":"data:image/png;base64,aW1n"}}]},\
            {"role":"assistant","content":null,"tool_calls":[\
            {"id":"c1","type":"function","function":{"name":"readFile","arguments":"{\\"path\\":\\"a\\"}"}},\
            {"id":"c2","type":"function","function":{"name":"listFiles","arguments":"{}"}}]},\
            {"role":"tool","tool_call_id":"c1","content":"<p>"},\
            {"role":"tool","tool_call_id":"c2","content":"Error: no such folder"},\
            {"role":"assistant","content":"I see."}],\
            "tools":[{"type":"function","function":{"name":"readFile","description":"Reads",\
            "parameters":{ "type": "object" }}}],"tool_choice":"required",\
            "temperature":0.7,"max_tokens":4000,"stream":true,\
            "stream_options":{"include_usage":true},\
            "prompt_cache_key":"p1","provider":{"order":["a",1,true]}}""");
  }

  @Test
  void complete_withLittle_sendsNothingMore() {
    Calls.reply(Calls.client(server), Calls.HELLO);

    assertThat(server.lastCall().body())
        .isEqualTo(
            """
            {"model":"some-model","messages":[{"role":"user","content":"Hello there"}],\
            "stream":true,"stream_options":{"include_usage":true}}""");
  }

  @Test
  void complete_extrasOfRequestAndSettings_theRequestsWinAndStandOnce() {
    OpenAiSettings settings =
        Calls.settings(server).extraBody("top_p", 0.5).extraBody("seed", 7).build();
    LlmRequest request =
        new LlmRequest(
            null,
            Calls.HELLO.messages(),
            List.of(),
            ToolChoice.AUTO,
            0.7,
            null,
            Map.of("top_p", 1, "temperature", 0));

    Calls.reply(new OpenAiLlmClient(settings), request);

    assertThat(server.lastCall().body())
        .endsWith("\"seed\":7,\"temperature\":0,\"top_p\":1}")
        .doesNotContain("0.7", "0.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "messages", "model"})
  void complete_extraThatOnlyTheClientMaySet_isInvalid(String field) {
    LlmRequest request =
        new LlmRequest(
            null, Calls.HELLO.messages(), List.of(), ToolChoice.AUTO, null, null, Map.of(field, 1));

    assertThat(Calls.failure(Calls.client(server), request))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("The request's extras hold \"" + field + "\", which the client sets itself");
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void complete_extraThatIsNoJson_isInvalid() {
    LlmRequest request =
        new LlmRequest(
            null,
            Calls.HELLO.messages(),
            List.of(),
            ToolChoice.AUTO,
            null,
            null,
            Map.of("when", Duration.ZERO));

    assertThat(Calls.failure(Calls.client(server), request))
        .hasMessage("The extra field \"when\" holds a java.time.Duration, which is no JSON value");
  }

  @Test
  void complete_textCutInsideACharacter_sendsAReplacement() {
    LlmRequest request = LlmRequest.of(new LlmMessage.User("cut \uD83D and 🎉"));

    Calls.reply(Calls.client(server), request);

    assertThat(server.lastCall().conversation()).isEqualTo("cut \uFFFD and 🎉");
  }

  @Test
  void complete_withKeyAndHeaders_sendsThem() {
    OpenAiSettings settings =
        Calls.settings(server).apiKey("sk-1").organization("org-1").extraHeader("X-A", "b").build();

    Calls.reply(new OpenAiLlmClient(settings), Calls.HELLO);

    OpenAiCall call = server.lastCall();
    assertThat(call.header("Authorization")).contains("Bearer sk-1");
    assertThat(call.header("OpenAI-Organization")).contains("org-1");
    assertThat(call.header("X-A")).contains("b");
    assertThat(call.header("Content-Type")).contains("application/json");
    assertThat(call.header("Accept-Encoding")).contains("identity");
  }

  @Test
  void complete_withoutKey_sendsNoAuthorization() {
    Calls.reply(Calls.client(server), Calls.HELLO);

    assertThat(server.lastCall().header("Authorization")).isEmpty();
  }

  @Test
  void complete_twice_usesOneConnection() {
    OpenAiLlmClient client = Calls.client(server);

    Calls.reply(client, Calls.HELLO);
    Calls.reply(client, Calls.HELLO);

    assertThat(server.openConnections()).isEqualTo(1);
    assertThat(server.calls()).extracting(OpenAiCall::isClosed).containsExactly(false, false);
  }

  /** OkHttp itself would send the request again; see Transport.OneShotBody. */
  @ParameterizedTest
  @ValueSource(ints = {408, 503})
  void complete_serverInvitesToRepeatAtOnce_isSentOnce(int status) {
    restart(
        OpenAiScript.always(
            RejectionFault.of(status, "{}").waiting(Duration.ZERO, WaitForm.SECONDS)));

    assertThat(Calls.failure(Calls.client(server), Calls.HELLO))
        .isInstanceOf(Overloaded.class)
        .hasMessageContaining("HTTP " + status);
    assertThat(server.calls()).hasSize(1);
  }

  /** So would it after a connection that had served before breaks. */
  @Test
  void complete_usedConnectionIsReset_isSentOnce() {
    restart(
        call ->
            call.number() == 1
                ? ALWAYS_FINE.answer(call)
                : ALWAYS_FINE.answer(call).with(new ConnectionFault.ResetBeforeHeaders()));
    OpenAiLlmClient client = Calls.client(server);
    Calls.reply(client, Calls.HELLO);

    assertThat(Calls.failure(client, Calls.HELLO)).isInstanceOf(ReplyBroken.class);
    assertThat(server.calls()).hasSize(2);
  }

  @Test
  void complete_redirected_isNotFollowed() {
    try (FakeOpenAiServer other = FakeOpenAiServer.start(ALWAYS_FINE)) {
      restart(OpenAiScript.always(RejectionFault.redirect(other.baseUrl() + "/chat/completions")));

      assertThat(Calls.failure(Calls.client(server), Calls.HELLO))
          .isInstanceOf(InvalidRequest.class)
          .hasMessageContaining("a redirect to " + other.baseUrl() + "/chat/completions")
          .hasMessageContaining("set the base URL");
      assertThat(other.calls()).isEmpty();
    }
  }

  @Test
  void complete_fieldsRejected_goesOnWithoutThemAndRemembers() {
    restart(rejecting("temperature", "max_tokens"));
    OpenAiLlmClient client = Calls.client(server);

    assertThat(Calls.reply(client, Calls.withOptions("o1")).text()).isEqualTo("fine");
    assertThat(server.calls()).hasSize(3);
    assertThat(server.lastCall().json().has("temperature")).isFalse();
    assertThat(server.lastCall().json().path("max_completion_tokens").asInt()).isEqualTo(4_000);

    Calls.reply(client, Calls.withOptions("o1"));
    assertThat(server.calls()).hasSize(4);
    Calls.reply(client, Calls.withOptions("o2"));
    assertThat(server.calls()).hasSize(7);
    Calls.reply(client, Calls.withOptions("o1"));
    assertThat(server.calls()).hasSize(8);
  }

  @Test
  void complete_bothOutputLimitsRejected_sendsNone() {
    restart(rejecting("max_tokens", "max_completion_tokens", "stream_options"));

    assertThat(Calls.reply(Calls.client(server), Calls.withOptions("o1")).text()).isEqualTo("fine");

    assertThat(server.lastCall().body()).doesNotContain("max_", "stream_options").contains("0.7");
  }

  @Test
  void complete_rejectedForAnotherReason_isNotRepeated() {
    restart(
        OpenAiScript.always(
            RejectionFault.of(
                400,
                "{\"error\":{\"message\":\"'temperature' must be at most 1\",\"param\":\"temperature\"}}")));

    assertThat(Calls.failure(Calls.client(server), Calls.withOptions("m")))
        .isInstanceOf(InvalidRequest.class);
    assertThat(server.calls()).hasSize(1);
  }

  private static OpenAiScript rejecting(String... fields) {
    return call ->
        Arrays.stream(fields)
            .filter(call.json()::has)
            .findFirst()
            .map(field -> ALWAYS_FINE.answer(call).with(RejectionFault.unsupportedField(field)))
            .orElseGet(() -> ALWAYS_FINE.answer(call));
  }

  private static LlmRequest everything() {
    return new LlmRequest(
        "gpt-x",
        List.of(
            new LlmMessage.System("Build pages."),
            new LlmMessage.User(
                "Like this", List.of(new LlmImage("image/png", FileContent.of("img")))),
            new LlmMessage.Assistant(
                "",
                List.of(
                    new ToolCall("c1", "readFile", "{\"path\":\"a\"}"),
                    new ToolCall("c2", "listFiles", ""))),
            new LlmMessage.ToolResult("c1", "readFile", "<p>", false),
            new LlmMessage.ToolResult("c2", "listFiles", "no such folder", true),
            new LlmMessage.Assistant("I see.", List.of())),
        List.of(new ToolSpec("readFile", "Reads", "{ \"type\": \"object\" }")),
        ToolChoice.REQUIRED,
        0.7,
        4_000,
        Map.of("prompt_cache_key", "p1", "provider", Map.of("order", List.of("a", 1, true))));
  }

  private void restart(OpenAiScript script) {
    server.close();
    server = FakeOpenAiServer.start(script);
  }
}
