package io.ollio.llm.langchain4j;

import static io.ollio.llm.langchain4j.Models.response;
import static io.ollio.llm.langchain4j.Models.streaming;
import static io.ollio.llm.langchain4j.ScriptedTurn.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.ollio.llm.LlmReply;
import io.ollio.llm.StopReason;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import io.ollio.testkit.llm.RecordingListener;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Models that tell of their tool calls in part only, or not alike. */
final class RepairedToolCallsTest {
  private final RecordingListener heard = new RecordingListener();

  @Test
  void calls_inTheResponseOnly_areHeardAndReplied() {
    LlmReply reply =
        complete(
            h -> h.onCompleteResponse(response("", call("a", "x", "{1}"), call("b", "y", ""))));

    assertThat(reply.toolCalls())
        .containsExactly(new ToolCall("a", "x", "{1}"), new ToolCall("b", "y", ""));
    assertThat(reply.stopReason()).isEqualTo(StopReason.TOOL_CALLS);
    assertThat(heard.calls())
        .containsExactly(new ToolCallDelta(0, "a", "x", "{1}"), new ToolCallDelta(1, "b", "y", ""));
  }

  @Test
  void calls_toldWholeAndNumberedZero_areTwo() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onCompleteToolCall(new CompleteToolCall(0, call(null, "x", "{1}")));
              handler.onCompleteToolCall(new CompleteToolCall(0, call(null, "x", "{2}")));
              handler.onCompleteResponse(response(""));
            });

    assertThat(reply.toolCalls()).extracting(ToolCall::arguments).containsExactly("{1}", "{2}");
    assertThat(reply.toolCalls()).extracting(ToolCall::id).doesNotHaveDuplicates();
  }

  @Test
  void calls_mixedByNumber_keepTheirPlaces() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onPartialToolCall(piece(0, "a", "x", "{\"p\":"));
              handler.onPartialToolCall(piece(1, "b", "y", "{\"q\":"));
              handler.onPartialToolCall(piece(0, "a", "x", "1}"));
              handler.onPartialToolCall(piece(1, "b", "y", "2}"));
              handler.onCompleteResponse(response(""));
            });

    assertThat(reply.toolCalls())
        .containsExactly(new ToolCall("a", "x", "{\"p\":1}"), new ToolCall("b", "y", "{\"q\":2}"));
    assertThat(heard.calls())
        .extracting(ToolCallDelta::index, ToolCallDelta::id)
        .containsExactly(tuple(0, "a"), tuple(1, "b"), tuple(0, "a"), tuple(1, "b"));
  }

  @Test
  void calls_numberedZeroWithTheirOwnIds_areTwo() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onPartialToolCall(piece(0, "a", "x", "{1}"));
              handler.onPartialToolCall(piece(0, "b", "x", "{2}"));
              handler.onCompleteResponse(response(""));
            });

    assertThat(reply.toolCalls())
        .containsExactly(new ToolCall("a", "x", "{1}"), new ToolCall("b", "x", "{2}"));
  }

  @Test
  void calls_withoutIds_getOneThatStays() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onPartialToolCall(piece(0, null, "x", "{"));
              handler.onPartialToolCall(piece(0, null, "x", "}"));
              handler.onCompleteToolCall(new CompleteToolCall(0, call(null, "x", "{}")));
              handler.onCompleteResponse(response("", call("", "x", "{}")));
            });

    assertThat(reply.toolCalls()).hasSize(1);
    assertThat(reply.toolCalls().get(0).id()).hasSize(9);
    assertThat(heard.calls())
        .extracting(ToolCallDelta::id)
        .containsOnly(reply.toolCalls().get(0).id());
  }

  @Test
  void calls_withEqualIds_getTheirOwn() {
    LlmReply reply =
        complete(
            h -> h.onCompleteResponse(response("", call("a", "x", "{1}"), call("a", "x", "{2}"))));

    assertThat(reply.toolCalls()).extracting(ToolCall::arguments).containsExactly("{1}", "{2}");
    assertThat(reply.toolCalls()).extracting(ToolCall::id).contains("a").doesNotHaveDuplicates();
  }

  @Test
  void call_wholeHasMoreThanItsPieces_isHeardToItsEnd() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onPartialToolCall(piece(0, "a", "x", "{\"p\""));
              handler.onCompleteResponse(response("", call("a", "x", "{\"p\":1}")));
            });

    assertThat(reply.toolCalls()).containsExactly(new ToolCall("a", "x", "{\"p\":1}"));
    assertThat(heard.argumentsOf(0)).isEqualTo("{\"p\":1}");
  }

  @Test
  void call_piecesAreJsonAndTheResponseDiffers_isAsItWasHeard() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onPartialToolCall(piece(0, "a", "x", "{ \"p\": 1 }"));
              handler.onCompleteResponse(response("", call("a", "x", "{\"p\":1}")));
            });

    assertThat(reply.toolCalls()).containsExactly(new ToolCall("a", "x", "{ \"p\": 1 }"));
  }

  @Test
  void call_piecesAreNoJsonAndTheResponseDiffers_isAsTheResponseHasIt() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onPartialToolCall(piece(0, "a", "x", "{\"p\"1}"));
              handler.onCompleteResponse(response("", call("a", "x", "{\"p\":1}")));
            });

    assertThat(reply.toolCalls()).containsExactly(new ToolCall("a", "x", "{\"p\":1}"));
  }

  @Test
  void call_withArgumentsThatLangChain4jMadeUp_isAsTheModelWroteIt() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onCompleteToolCall(new CompleteToolCall(0, call("a", "x", "{}")));
              handler.onCompleteResponse(response("", call("a", "x", "")));
            });

    assertThat(reply.toolCalls()).containsExactly(new ToolCall("a", "x", ""));
    assertThat(heard.argumentsOf(0)).isEmpty();
  }

  @Test
  void call_toldWholeWithoutArguments_hasNone() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onCompleteToolCall(new CompleteToolCall(0, call("a", "x", null)));
              handler.onCompleteResponse(response(""));
            });

    assertThat(reply.toolCalls()).containsExactly(new ToolCall("a", "x", ""));
  }

  /** The OpenAI module joins an id that the server repeats in every piece. */
  @Test
  void call_otherIdInTheResponse_isNotASecondCall() {
    LlmReply reply =
        complete(
            handler -> {
              handler.onPartialToolCall(piece(0, "a", "x", "{}"));
              handler.onCompleteResponse(response("", call("aaa", "x", "{}")));
            });

    assertThat(reply.toolCalls()).containsExactly(new ToolCall("a", "x", "{}"));
  }

  private LlmReply complete(Consumer<StreamingChatResponseHandler> behaviour) {
    return Models.reply(streaming(behaviour), heard);
  }

  private static PartialToolCall piece(int index, String id, String name, String arguments) {
    return PartialToolCall.builder()
        .index(index)
        .id(id)
        .name(name)
        .partialArguments(arguments)
        .build();
  }
}
