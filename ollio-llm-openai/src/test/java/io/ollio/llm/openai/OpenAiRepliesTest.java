package io.ollio.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ollio.Cancellation;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmException.ContentFiltered;
import io.ollio.llm.LlmException.RateLimited;
import io.ollio.llm.LlmException.ReplyBroken;
import io.ollio.llm.LlmReply;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.RecordingListener;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiFault;
import io.ollio.testkit.openai.OpenAiScript;
import io.ollio.testkit.openai.ReplyFault.OtherBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd but real replies; the usual ones are in the contract and the fault table. */
@ExtendWith(LeakCheck.class)
final class OpenAiRepliesTest {
  private final RecordingListener heard = new RecordingListener();

  @ParameterizedTest
  @ValueSource(strings = {"reasoning", "reasoning_content"})
  void thinking_inEitherField_isHeard(String field) {
    LlmReply reply =
        reply(
            Calls.delta("\"" + field + "\":\"Hm\""), Calls.delta("\"content\":\"Yes\""), "[DONE]");

    assertThat(reply.thinking()).isEqualTo("Hm");
    assertThat(reply.text()).isEqualTo("Yes");
  }

  @Test
  void thinking_inBothFieldsAtOnce_isHeardOnce() {
    reply(Calls.delta("\"reasoning\":\"Hm\",\"reasoning_content\":\"Hm\""), Calls.finish("stop"));

    assertThat(heard.thoughts()).containsExactly("Hm");
  }

  @Test
  void content_asTypedParts_isTextAndThinking() {
    LlmReply reply =
        reply(
            Calls.delta(
                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]},"
                    + "{\"type\":\"text\",\"text\":\"Yes\"}]"),
            Calls.finish("stop"));

    assertThat(reply.thinking()).isEqualTo("Hm");
    assertThat(reply.text()).isEqualTo("Yes");
  }

  @Test
  void refusal_isTextWithItsOwnReason() {
    LlmReply reply = reply(Calls.delta("\"refusal\":\"I won't\""), Calls.finish("stop"));

    assertThat(reply.text()).isEqualTo("I won't");
    assertThat(reply.stopReason()).isEqualTo(StopReason.REFUSAL);
  }

  @ParameterizedTest
  @CsvSource({
    "stop, STOP",
    "length, LENGTH",
    "max_tokens, LENGTH",
    "content_filter, CONTENT_FILTER",
    "eos, STOP",
    "tool_calls, STOP",
    "quantum, OTHER"
  })
  void finishReason_isMappedAndKeptRaw(String raw, StopReason reason) {
    LlmReply reply = reply(Calls.delta("\"content\":\"x\""), Calls.finish(raw));

    assertThat(reply.stopReason()).isEqualTo(reason);
    assertThat(reply.rawStopReason()).isEqualTo(raw);
  }

  @Test
  void model_isTheServersName() {
    assertThat(reply("{\"model\":\"gpt-x-2030\",\"choices\":[]}", Calls.finish("stop")).model())
        .isEqualTo("gpt-x-2030");
  }

  @Test
  void usage_inSeveralEvents_theLastCounts() {
    LlmReply reply =
        reply(
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}",
            Calls.finish("stop"),
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,"
                + "\"prompt_cache_hit_tokens\":4,\"completion_tokens_details\":null}}",
            "[DONE]");

    assertThat(reply.usage()).isEqualTo(new TokenUsage(9, 4, 3, 0));
  }

  @Test
  void usage_ofAnotherType_isAbsent() {
    assertThat(reply("{\"usage\":\"many\"}", Calls.finish("stop")).usage()).isNull();
  }

  @Test
  void choices_moreThanOne_onlyTheFirstCounts() {
    LlmReply reply =
        reply(
            "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"no\"}},"
                + "{\"index\":0,\"delta\":{\"content\":\"yes\"}}]}",
            Calls.finish("stop"));

    assertThat(reply.text()).isEqualTo("yes");
  }

  @Test
  void fields_unknownNullOrOfOtherTypes_areSkipped() {
    LlmReply reply =
        reply(
            "{\"choices\":[],\"prompt_filter_results\":[{\"a\":{}}],\"error\":null}",
            "{\"choices\":null}",
            "{\"choices\":[7,{\"index\":null,\"delta\":null}]}",
            Calls.delta(
                "\"role\":\"assistant\",\"content\":null,\"audio\":{\"b\":[1]},\"tool_calls\":null"),
            Calls.delta("\"content\":{\"odd\":1},\"tool_calls\":[7,{\"function\":null,\"x\":[]}]"),
            Calls.delta("\"content\":\"ok\""),
            Calls.finish("stop"));

    assertThat(reply.text()).isEqualTo("ok");
  }

  @Test
  void toolCalls_wholeInOneEventWithoutIndexOrId_areToldApart() {
    LlmReply reply =
        reply(
            Calls.delta(
                "\"tool_calls\":[{\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}},"
                    + "{\"function\":{\"name\":\"b\",\"arguments\":\"\"}}]"),
            Calls.finish("stop"));

    assertThat(reply.toolCalls()).extracting(ToolCall::name).containsExactly("a", "b");
    assertThat(reply.toolCalls()).allSatisfy(c -> assertThat(c.id()).matches("[A-Za-z0-9]{9}"));
  }

  @Test
  void toolCalls_withGapsInTheIndexes_areNumberedWithoutGaps() {
    LlmReply reply =
        reply(
            Calls.call(
                "\"index\":1,\"id\":\"x\",\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}"),
            Calls.call(
                "\"index\":5,\"id\":\"y\",\"function\":{\"name\":\"b\",\"arguments\":\"{}\"}"),
            Calls.finish("tool_calls"));

    assertThat(reply.toolCalls()).extracting(ToolCall::id).containsExactly("x", "y");
    assertThat(heard.calls()).extracting(ToolCallDelta::index).containsExactly(0, 1);
  }

  @Test
  void toolCall_withoutArguments_isAnnouncedWhenTheNextBegins() {
    reply(
        Calls.call("\"index\":0,\"id\":\"x\",\"function\":{\"name\":\"a\",\"arguments\":\"\"}"),
        Calls.call("\"index\":1,\"id\":\"y\",\"function\":{\"name\":\"b\",\"arguments\":\"{\"}"),
        Calls.call("\"index\":1,\"function\":{\"arguments\":\"}\"}"),
        Calls.finish("tool_calls"));

    assertThat(heard.calls())
        .extracting(ToolCallDelta::id, ToolCallDelta::name, ToolCallDelta::arguments)
        .containsExactly(tuple("x", "a", ""), tuple("y", "b", "{"), tuple("y", "b", "}"));
  }

  @Test
  void toolCall_withoutAnyName_isPassedOn() {
    LlmReply reply =
        reply(Calls.call("\"index\":0,\"function\":{\"arguments\":\"{}\"}"), Calls.finish("stop"));

    assertThat(reply.toolCalls()).extracting(ToolCall::name).containsExactly("");
  }

  @Test
  void end_withoutBlankLineAfterTheMarker_isWhole() {
    OtherBody body =
        new OtherBody(
            "b",
            "text/event-stream",
            "data: " + Calls.delta("\"content\":\"x\"") + "\n\ndata: [DONE]");

    assertThat(complete(OpenAiScript.always(body)).text()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ": only a comment\n\n", "data:\n\n", "nonsense\n\n", "\uFEFF"})
  void body_withoutAnEvent_isBroken(String body) {
    assertThat(failure(new OtherBody("b", "text/event-stream", body)))
        .isInstanceOf(ReplyBroken.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "7", "\"text\"", "{} {}", "{\"choices\":[{\"delta\":{\"content\":\"a\u0001"})
  void event_thatIsNoObject_isBrokenWithoutQuotingIt(String event) {
    LlmException failure = failure(Calls.events(Calls.delta("\"content\":\"x\""), event, "[DONE]"));

    assertThat(failure)
        .isInstanceOf(ReplyBroken.class)
        .hasMessageContaining("sent an event that is not valid JSON (number 2")
        .hasNoCause();
  }

  @Test
  void event_withAnError_isTypedByItsCode() {
    assertThat(failureOfEvent("{\"error\":{\"code\":429,\"message\":\"slow down\"}}"))
        .isInstanceOf(RateLimited.class);
    assertThat(failureOfEvent("{\"error\":{\"code\":\"content_filter\",\"message\":\"no\"}}"))
        .isInstanceOf(ContentFiltered.class);
    assertThat(failureOfEvent("{\"error\":\"out of memory\"}"))
        .isInstanceOf(ReplyBroken.class)
        .hasMessageEndingWith("error event: out of memory");
    assertThat(failureOfEvent("{\"object\":\"error\",\"message\":\"worker died\"}"))
        .isInstanceOf(ReplyBroken.class)
        .hasMessageEndingWith("error event: worker died");
    assertThat(
            failureOfEvent(
                "{\"choices\":[{\"finish_reason\":\"error\",\"error\":{\"code\":502,\"message\":\"up\"}}]}"))
        .isInstanceOf(ReplyBroken.class)
        .hasMessageEndingWith("error event 502: up");
  }

  @Test
  void finishReason_error_isBroken() {
    assertThat(failureOfEvent(Calls.finish("error")))
        .isInstanceOf(ReplyBroken.class)
        .hasMessageContaining("finish reason \"error\"");
  }

  @Test
  void errorBody_withStatus200_isTyped() {
    OtherBody body =
        new OtherBody(
            "b",
            "application/json",
            "{\"error\":{\"message\":\"no money\",\"code\":\"insufficient_quota\"}}");

    assertThat(failure(body).isRetryable()).isFalse();
  }

  @Test
  void event_longerThanTheLimit_isBroken() {
    OpenAiLimits limits = OpenAiLimits.DEFAULT.withSizes(2_000, 100_000);
    String longEvent = Calls.delta("\"content\":\"" + "x".repeat(2_000) + "\"");

    assertThat(failure(Calls.events(longEvent, "[DONE]"), limits))
        .isInstanceOf(ReplyBroken.class)
        .hasMessageContaining("more than the limit maxEventBytes, 2000 bytes");
  }

  @Test
  void reply_longerThanTheLimit_isBroken() {
    OpenAiLimits limits = OpenAiLimits.DEFAULT.withSizes(2_000, 20_000);
    String event = Calls.delta("\"content\":\"" + "x".repeat(1_500) + "\"");

    assertThat(failure(Calls.events(event.concat("\n\ndata: ").repeat(20) + "[DONE]"), limits))
        .isInstanceOf(ReplyBroken.class)
        .hasMessageContaining("more than the limit maxReplyBytes, 20000 bytes");
  }

  @Test
  void reply_longButWithinTheLimits_isWhole() {
    String event = Calls.delta("\"content\":\"" + "é".repeat(30_000) + "\"");

    LlmReply reply = reply(event, event, event, Calls.finish("stop"), "[DONE]");

    assertThat(reply.text()).isEqualTo("é".repeat(90_000));
  }

  private LlmReply reply(String... events) {
    return complete(OpenAiScript.always(Calls.events(events)));
  }

  private LlmReply complete(OpenAiScript script) {
    try (FakeOpenAiServer server = FakeOpenAiServer.start(script)) {
      return Calls.client(server).complete(Calls.HELLO, heard, Cancellation.none());
    }
  }

  private static LlmException failureOfEvent(String event) {
    return failure(Calls.events(Calls.delta("\"content\":\"x\""), event, "[DONE]"));
  }

  private static LlmException failure(OpenAiFault fault) {
    return failure(fault, OpenAiLimits.DEFAULT);
  }

  private static LlmException failure(OpenAiFault fault, OpenAiLimits limits) {
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.always(fault))) {
      return Calls.failure(
          new OpenAiLlmClient(Calls.settings(server).limits(limits).build()), Calls.HELLO);
    }
  }
}
