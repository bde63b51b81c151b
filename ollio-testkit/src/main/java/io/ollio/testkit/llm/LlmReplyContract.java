package io.ollio.testkit.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ollio.Cancellation;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The part of {@link LlmClientContract} about replies that come. */
abstract class LlmReplyContract {
  static final String PROMPT = "Plain prompt 4711 for a quiet violet teapot";
  static final LlmRequest REQUEST =
      LlmRequest.of(new LlmMessage.System("Be brief."), new LlmMessage.User(PROMPT));

  LlmFixture fixture;

  /** Opens a fresh client on a fresh backend. */
  protected abstract LlmFixture open();

  /** How long a test waits for what should happen at once. */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  @BeforeEach
  final void openFixture() {
    fixture = open();
  }

  @AfterEach
  final void closeFixture() {
    fixture.close();
  }

  final LlmReply complete(LlmScript script, LlmListener listener) {
    return start(script, listener, Cancellation.none()).reply(patience());
  }

  final Throwable failureOf(LlmScript script, LlmListener listener) {
    return start(script, listener, Cancellation.none()).failure(patience());
  }

  final PendingCall start(LlmScript script, LlmListener listener, Cancellation cancellation) {
    fixture.script(script);
    return PendingCall.start(fixture.client(), REQUEST, listener, cancellation);
  }

  /** What the reply holds. */
  @Nested
  final class Replies {
    @Test
    void complete_textInPieces_repliesWithTheWholeText() {
      LlmReply reply =
          complete(LlmScript.ofText("Hel", "lo, ", "wörld – 你好 🎉"), LlmListener.SILENT);

      assertThat(reply.text()).isEqualTo("Hello, wörld – 你好 🎉");
      assertThat(reply.toolCalls()).isEmpty();
    }

    @Test
    void complete_emptyAnswer_repliesWithEmptyText() {
      assertThat(complete(LlmScript.reply().stop(), LlmListener.SILENT).text()).isEmpty();
    }

    @Test
    void complete_thinking_isKeptApartFromTheText() {
      LlmScript script = LlmScript.reply().thinking("Let me ").thinking("see").text("Yes").stop();

      LlmReply reply = complete(script, LlmListener.SILENT);

      assertThat(reply.thinking()).isEqualTo("Let me see");
      assertThat(reply.text()).isEqualTo("Yes");
    }

    @ParameterizedTest
    @EnumSource(names = {"STOP", "LENGTH", "CONTENT_FILTER"})
    void complete_anyStopReason_isToldWithTheServersWord(StopReason reason) {
      LlmReply reply = complete(LlmScript.reply().text("So").finish(reason), LlmListener.SILENT);

      assertThat(reply.stopReason()).isEqualTo(reason);
      assertThat(reply.rawStopReason()).isNotEmpty();
    }

    @Test
    void complete_usageCounted_isTold() {
      LlmReply reply =
          complete(
              LlmScript.reply().text("So").usage(new TokenUsage(120, 60, 40, 10)).stop(),
              LlmListener.SILENT);

      assertThat(reply.usage()).isEqualTo(new TokenUsage(120, 60, 40, 10));
    }

    @Test
    void complete_usageNotCounted_isAbsent() {
      assertThat(complete(LlmScript.ofText("So"), LlmListener.SILENT).usage()).isNull();
    }

    @Test
    void complete_twice_keepsNothingOfTheFirstCall() {
      complete(
          LlmScript.reply().thinking("Hm").text("One").toolCall("a", "{}").stop(),
          new RecordingListener());

      LlmReply second = complete(LlmScript.ofText("Two"), new RecordingListener());

      assertThat(second.text()).isEqualTo("Two");
      assertThat(second.thinking()).isEmpty();
      assertThat(second.toolCalls()).isEmpty();
    }
  }

  /** What the listener hears. */
  @Nested
  final class Listening {
    @Test
    void listener_isCalledOnTheCallersThread() {
      RecordingListener heard = new RecordingListener();

      PendingCall call = start(LlmScript.ofText("a", "b"), heard, Cancellation.none());

      assertThat(call.reply(patience()).text()).isEqualTo("ab");
      assertThat(heard.threads()).containsExactly(call.thread());
    }

    @Test
    void listener_hearsEveryPieceInOrder() {
      RecordingListener heard = new RecordingListener();

      complete(
          LlmScript.reply().thinking("t1").thinking("t2").text("x1").text("x2").text("x3").stop(),
          heard);

      assertThat(heard.thoughts()).containsExactly("t1", "t2");
      assertThat(heard.texts()).containsExactly("x1", "x2", "x3");
    }

    @Test
    void listener_hearsAPieceBeforeTheNextOneIsSent() {
      LlmGate gate = new LlmGate();
      RecordingListener heard = new RecordingListener();

      PendingCall call =
          start(
              LlmScript.reply().text("early").hold(gate).text("late").stop(),
              heard,
              Cancellation.none());
      heard.awaitHeard(1, patience());

      assertThat(heard.texts()).containsExactly("early");
      gate.release();
      assertThat(call.reply(patience()).text()).isEqualTo("earlylate");
    }

    @Test
    void listener_neverHearsAnEmptyPiece() {
      RecordingListener heard = new RecordingListener();

      complete(LlmScript.ofText("", "a", "", "b"), heard);

      assertThat(heard.texts()).containsExactly("a", "b");
    }

    @Test
    void listener_throws_endsTheCallWithItsException() {
      IllegalStateException thrown = new IllegalStateException("listener has enough");
      LlmScript script = LlmScript.reply().text("a").hold(new LlmGate()).stop();

      Throwable failure =
          failureOf(
              script,
              new LlmListener() {
                @Override
                public void onText(String delta) {
                  throw thrown;
                }
              });

      assertThat(failure).isSameAs(thrown);
      fixture.awaitDisconnect(patience());
    }
  }

  /** How tool calls are put together. */
  @Nested
  final class ToolCalls {
    @Test
    void toolCall_inPieces_isPutTogether() {
      LlmReply reply =
          complete(
              LlmScript.reply()
                  .text("I write")
                  .toolCall("writeFile", "{\"pa", "th\":\"a\"}")
                  .stop(),
              LlmListener.SILENT);

      assertThat(reply.toolCalls())
          .containsExactly(new ToolCall("call-0", "writeFile", "{\"path\":\"a\"}"));
      assertThat(reply.stopReason()).isEqualTo(StopReason.TOOL_CALLS);
    }

    @Test
    void toolCalls_several_keepTheirOrder() {
      LlmReply reply =
          complete(
              LlmScript.reply().toolCall("b", "{}").toolCall("a", "{}").toolCall("c", "{}").stop(),
              LlmListener.SILENT);

      assertThat(reply.toolCalls()).extracting(ToolCall::name).containsExactly("b", "a", "c");
      assertThat(reply.toolCalls()).extracting(ToolCall::id).doesNotHaveDuplicates();
    }

    @Test
    void toolCalls_interleaved_arePutTogetherByIndex() {
      RecordingListener heard = new RecordingListener();

      LlmReply reply = complete(interleaved(), heard);

      assertThat(reply.toolCalls())
          .containsExactly(
              new ToolCall("x", "first", "{\"a\":1}"), new ToolCall("y", "second", "{\"b\":2}"));
      assertThat(heard.argumentsOf(0)).isEqualTo("{\"a\":1}");
      assertThat(heard.argumentsOf(1)).isEqualTo("{\"b\":2}");
    }

    @Test
    void toolCallPieces_carryIndexIdAndNameEveryTime() {
      RecordingListener heard = new RecordingListener();

      complete(interleaved(), heard);

      assertThat(heard.calls())
          .extracting(ToolCallDelta::index, ToolCallDelta::id, ToolCallDelta::name)
          .containsOnly(tuple(0, "x", "first"), tuple(1, "y", "second"));
    }

    @Test
    void toolCalls_withoutIds_getIdsOfTheirOwn() {
      RecordingListener heard = new RecordingListener();
      LlmScript script =
          LlmScript.reply().callPiece(0, "", "a", "{}").callPiece(1, "", "b", "{}").stop();

      LlmReply reply = complete(script, heard);

      assertThat(reply.toolCalls())
          .extracting(ToolCall::id)
          .doesNotHaveDuplicates()
          .doesNotContain("");
      assertThat(heard.calls())
          .extracting(ToolCallDelta::id)
          .containsExactlyElementsOf(reply.toolCalls().stream().map(ToolCall::id).toList());
    }

    @Test
    void toolCall_withBrokenArguments_isPassedOnAsWritten() {
      LlmReply reply = complete(LlmScript.ofToolCall("a", "{\"x\": oops"), LlmListener.SILENT);

      assertThat(reply.toolCalls()).extracting(ToolCall::arguments).containsExactly("{\"x\": oops");
    }

    @Test
    void toolCall_cutByTheTokenLimit_isPassedOnWithThatReason() {
      LlmScript script = LlmScript.reply().toolCall("a", "{\"x\":\"lon").finish(StopReason.LENGTH);

      LlmReply reply = complete(script, LlmListener.SILENT);

      assertThat(reply.stopReason()).isEqualTo(StopReason.LENGTH);
      assertThat(reply.toolCalls()).extracting(ToolCall::arguments).containsExactly("{\"x\":\"lon");
    }

    @Test
    void toolCall_withoutArguments_isHeardOnce() {
      RecordingListener heard = new RecordingListener();

      LlmReply reply = complete(LlmScript.ofToolCall("listFiles", ""), heard);

      assertThat(reply.toolCalls()).containsExactly(new ToolCall("call-0", "listFiles", ""));
      assertThat(heard.calls()).extracting(ToolCallDelta::name).contains("listFiles");
      assertThat(heard.argumentsOf(0)).isEmpty();
    }
  }

  /** Two calls whose pieces alternate. */
  static LlmScript interleaved() {
    return LlmScript.reply()
        .callPiece(0, "x", "first", "")
        .callPiece(1, "y", "second", "")
        .callPiece(0, "", "", "{\"a\":")
        .callPiece(1, "", "", "{\"b\":")
        .callPiece(0, "", "", "1}")
        .callPiece(1, "", "", "2}")
        .stop();
  }
}
