package io.ollio.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OllioException;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmException.AuthenticationFailed;
import io.ollio.llm.LlmException.InvalidRequest;
import io.ollio.llm.LlmException.ModelNotFound;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiScript;
import io.ollio.testkit.openai.RejectionFault;
import io.ollio.testkit.openai.RejectionFault.WaitForm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller learns from a rejection, and what it never shows. */
final class OpenAiErrorsTest {
  private static final String KEY = "sk-proj-Abc123Def456Ghi789";

  @ParameterizedTest
  @EnumSource
  void rateLimited_anyFormOfWait_isTold(WaitForm form) {
    LlmException failure =
        failure(RejectionFault.rateLimited(Duration.ofSeconds(17), form), Calls.HELLO);

    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
    assertThat(failure).hasMessageContaining("(asks to wait 17 s)");
  }

  @Test
  void rateLimited_waitOfPartsOfASecond_isTold() {
    RejectionFault fault = RejectionFault.rateLimited(Duration.ofMillis(1_530), WaitForm.MILLIS);

    assertThat(failure(fault, Calls.HELLO).retryAfter()).contains(Duration.ofMillis(1_530));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-5", "1e3", "'Mon, 99 Foo'"})
  void rateLimited_waitThatCannotBeRead_isAbsent(String value) {
    RejectionFault fault = new RejectionFault("x", 429, Map.of("Retry-After", value), "{}", null);

    assertThat(failure(fault, Calls.HELLO).retryAfter()).isEmpty();
  }

  @Test
  void unavailable_withWait_isTold() {
    RejectionFault fault =
        RejectionFault.unavailable().waiting(Duration.ofSeconds(3), WaitForm.SECONDS);

    assertThat(failure(fault, Calls.HELLO).retryAfter()).contains(Duration.ofSeconds(3));
  }

  /** Error bodies as these servers send them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ModelNotFound  | 404 | {"error":{"message":"model \\"x\\" not found, try pulling it first"}}
          ModelNotFound  | 400 | {"error":{"message":"nope is not a valid model ID","code":400}}
          ModelNotFound  | 404 | {"error":{"code":"DeploymentNotFound","message":"The API deployment"}}
          ContextTooLong | 400 | {"object":"error","message":"This model's maximum context length is 8192"}
          ContextTooLong | 500 | {"error":{"message":"the request exceeds the available context size"}}
          ContextTooLong | 413 | <html>413 Request Entity Too Large</html>
          ContextTooLong | 429 | {"error":{"message":"Request too large for gpt-4o on TPM","code":"rate_limit_exceeded"}}
          ContextTooLong | 400 | [{"error":{"code":400,"message":"The input token count (9) exceeds the maximum"}}]
          ContentFiltered| 403 | {"error":{"message":"Your input was flagged","code":403}}
          RateLimited    | 402 | {"error":{"message":"Please top up","code":402}}
          RateLimited    | 429 | {"error":{"message":"no","code":"billing_hard_limit_reached"}}
          Overloaded     | 529 | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
          Overloaded     | 500 | {"error":"llama runner process has terminated"}
          InvalidRequest | 422 | {"detail":[{"loc":["body","messages"],"msg":"Field required"}]}
          InvalidRequest | 400 | {"detail":"bad"}
          InvalidRequest | 400 | null
          InvalidRequest | 405 |
          """)
  void rejection_ofAKnownServer_isTyped(String type, int status, String body) {
    LlmException failure =
        failure(RejectionFault.of(status, body == null ? "" : body), Calls.HELLO);

    assertThat(failure.code()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | registry.ollama.ai/library/gemma:2b does not support tools
          400 | "auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set
          404 | No endpoints found that support tool use
          500 | tools param requires --jinja flag
          """)
  void modelWithoutTools_isInvalidWithARemedy(int status, String message) {
    String body = "{\"error\":{\"message\":\"" + message.replace("\"", "\\\"") + "\"}}";

    assertThat(failure(RejectionFault.of(status, body), withTool()))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("cannot call tools: choose a model with tool support");
  }

  @Test
  void unknownModel_saysWhatToCheck() {
    assertThat(failure(RejectionFault.unknownModel(), Calls.HELLO))
        .isInstanceOf(ModelNotFound.class)
        .hasMessageMatching(
            "Model some-model at http://127\\.0\\.0\\.1:\\d+/v1/chat/completions is not known there:"
                + " check its name, and whether the key may use it, HTTP 404"
                + " model_not_found: The model `nonesuch` does not exist");
  }

  @Test
  void wrongPath_pointsToTheBaseUrl() {
    assertThat(failure(RejectionFault.wrongPath(), Calls.HELLO))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("check the base URL")
        .hasMessageEndingWith("HTTP 404: 404 page not found");
  }

  @Test
  void message_withAKey_isMasked() {
    String said =
        "Bad key "
            + KEY
            + " or sk-fake*****4242, Bearer abcdefgh123, "
            + "0123456789abcdef0123456789abcdef";

    assertThat(failure(says(401, said), Calls.HELLO))
        .isInstanceOf(AuthenticationFailed.class)
        .hasMessageContaining("Bad key *** or ***")
        .hasMessageNotContainingAny("Abc123", "4242", "abcdefgh123", "0123456789abcdef");
  }

  @Test
  void message_withALongModelName_keepsIt() {
    String said = "registry.ollama.ai/library/gemmagemma:2b does not support tools";

    assertThat(failure(says(400, said), withTool())).hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource({
    "'violet teapots at dawn, please'",
    "VIOLET  teapots\\nat dawn please",
    "body.button {color:#123456} is",
    "readme with secrets inside it",
    "short7"
  })
  void message_thatRepeatsTheRequest_isLeftOut(String echo) {
    assertThat(failure(says(400, "Cannot do '" + echo + "' now"), conversation()))
        .hasMessageEndingWith(
            "HTTP 400: (the server's words are left out because they repeat the request)");
  }

  @Test
  void message_thatIsLong_isCutToOneShortLine() {
    LlmException failure = failure(says(400, "so\\n\\t\\u0007 much ".repeat(200)), Calls.HELLO);

    assertThat(failure.getMessage()).hasSizeLessThan(500).contains("so much so much").endsWith("…");
  }

  @Test
  void code_thatIsNoWord_isLeftOut() {
    String body = "{\"error\":{\"message\":\"m\",\"code\":\"" + KEY + "\"}}";

    assertThat(failure(RejectionFault.of(400, body), Calls.HELLO))
        .hasMessageEndingWith("HTTP 400: m");
  }

  private static RejectionFault says(int status, String message) {
    return RejectionFault.of(status, "{\"error\":{\"message\":\"" + message + "\"}}");
  }

  private static LlmException failure(RejectionFault fault, LlmRequest request) {
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.always(fault))) {
      OpenAiSettings settings = Calls.settings(server).apiKey(KEY).build();
      LlmException failure = Calls.failure(new OpenAiLlmClient(settings), request);
      assertThat(failure.getMessage()).hasSizeLessThanOrEqualTo(OllioException.MAX_MESSAGE_LENGTH);
      return failure;
    }
  }

  private static LlmRequest withTool() {
    return Calls.HELLO.withTools(List.of(new ToolSpec("a", "b", "{}")), ToolChoice.AUTO);
  }

  private static LlmRequest conversation() {
    return LlmRequest.of(
        new LlmMessage.User("Violet teapots at dawn, please"),
        new LlmMessage.Assistant(
            "", List.of(new ToolCall("1", "w", "{\"css\":\"body.button {color:#123456}\"}"))),
        new LlmMessage.ToolResult("1", "w", "A readme with secrets inside it", false),
        new LlmMessage.User("short7"));
  }
}
