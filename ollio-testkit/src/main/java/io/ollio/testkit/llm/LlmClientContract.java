package io.ollio.testkit.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.file.FileContent;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmException.ReplyBroken;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link io.ollio.llm.LlmClient} must do. An adapter's test extends this class and opens
 * its client on a backend that can do what scripts say. Time limits are checked by {@link
 * LlmClientLimitsContract}.
 */
public abstract class LlmClientContract extends LlmReplyContract {
  /** For subclasses. */
  protected LlmClientContract() {}

  /** What reaches the model. */
  @Nested
  final class Requests {
    private static final String SCHEMA =
        "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}}}";

    @Test
    void request_withEverything_reachesTheModel() {
      fixture.script(LlmScript.ofText("ok"));

      PendingCall.start(fixture.client(), everything(), LlmListener.SILENT, Cancellation.none())
          .reply(patience());

      assertThat(fixture.lastRequest())
          .contains("model-x", "You build pages.", "Make it dark", "On it", "css-colours")
          .contains("call-7", "readFile", "body { color: red }", "0.25", "321", "seed-field")
          .contains("Reads one file", "\"path\"");
    }

    private LlmRequest everything() {
      return new LlmRequest(
          "model-x",
          List.of(
              new LlmMessage.System("You build pages."),
              new LlmMessage.User(
                  "Make it dark",
                  List.of(new LlmImage("image/png", FileContent.of("css-colours")))),
              new LlmMessage.Assistant(
                  "On it",
                  List.of(new ToolCall("call-7", "readFile", "{\"path\":\"css-colours\"}"))),
              new LlmMessage.ToolResult("call-7", "readFile", "body { color: red }", false)),
          List.of(new ToolSpec("readFile", "Reads one file", SCHEMA)),
          ToolChoice.AUTO,
          0.25,
          321,
          Map.of("seed-field", 5));
    }
  }

  /** What happens when no reply comes. */
  @Nested
  final class Failing {
    @Test
    void complete_replyCut_isBroken() {
      Throwable failure = failureOf(LlmScript.reply().text("Half").cut(), LlmListener.SILENT);

      assertThat(failure).isInstanceOf(ReplyBroken.class);
    }

    @Test
    void complete_toolCallCut_isBroken() {
      LlmScript script = LlmScript.reply().toolCall("writeFile", "{\"path\":\"a\"", "}").cut();

      assertThat(failureOf(script, LlmListener.SILENT)).isInstanceOf(ReplyBroken.class);
    }

    @Test
    void complete_nothingSent_isBroken() {
      assertThat(failureOf(LlmScript.reply(), LlmListener.SILENT)).isInstanceOf(ReplyBroken.class);
    }

    @ParameterizedTest
    @EnumSource
    void complete_serverFails_isItsException(LlmFault.Kind kind) {
      Throwable failure = failureOf(LlmScript.failing(LlmFault.of(kind)), LlmListener.SILENT);

      assertThat(failure).isExactlyInstanceOf(kind.exception());
      assertThat(((OllioException) failure).isRetryable()).isEqualTo(kind.isRetryable());
    }

    @Test
    void complete_rateLimitedWithWait_tellsTheWait() {
      LlmFault fault = LlmFault.rateLimited(Duration.ofSeconds(7));

      Throwable failure = failureOf(LlmScript.failing(fault), LlmListener.SILENT);

      assertThat(((LlmException) failure).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void complete_serverFailsInTheMiddle_neverReplies() {
      RecordingListener heard = new RecordingListener();
      LlmScript script = LlmScript.reply().text("Half").fail(LlmFault.overloaded());

      Throwable failure = failureOf(script, heard);

      assertThat(failure).isInstanceOf(LlmException.class);
      assertThat(((LlmException) failure).isRetryable()).isTrue();
      assertThat(heard.texts()).containsExactly("Half");
    }

    @ParameterizedTest
    @EnumSource
    void complete_serverFails_neverShowsPromptOrKey(LlmFault.Kind kind) {
      Throwable failure = failureOf(LlmScript.failing(LlmFault.of(kind)), LlmListener.SILENT);

      for (Throwable e = failure; e != null; e = e.getCause()) {
        assertThat(String.valueOf(e)).doesNotContain(PROMPT).doesNotContain("4711");
        assertThat(fixture.secrets()).noneMatch(String.valueOf(e)::contains);
      }
    }

    @Test
    void complete_afterAFailure_worksAgain() {
      failureOf(LlmScript.failing(LlmFault.overloaded()), LlmListener.SILENT);
      failureOf(LlmScript.reply().text("x").cut(), LlmListener.SILENT);

      assertThat(complete(LlmScript.ofText("fine"), LlmListener.SILENT).text()).isEqualTo("fine");
    }
  }

  /** How a call is ended from outside. */
  @Nested
  final class Cancelling {
    private final CancellationSource source = new CancellationSource();
    private final RecordingListener heard = new RecordingListener();
    private final LlmGate gate = new LlmGate();

    @Test
    void cancel_before_makesNoCall() {
      source.cancel();

      PendingCall call = start(LlmScript.ofText("a"), heard, source);

      assertThat(call.failure(patience())).isInstanceOf(OperationCancelled.class);
      assertThat(fixture.callCount()).isZero();
    }

    @Test
    void cancel_beforeTheFirstPiece_endsTheCallAndItsConnection() {
      PendingCall call = start(LlmScript.reply().hold(gate).text("a").stop(), heard, source);
      gate.awaitReached(patience());

      source.cancel();

      assertThat(call.failure(patience())).isInstanceOf(OperationCancelled.class);
      assertThat(call.interruptFlag()).isFalse();
      assertThat(heard.heard()).isEmpty();
      fixture.awaitDisconnect(patience());
    }

    @Test
    void cancel_betweenPieces_endsTheCallAndItsConnection() {
      PendingCall call = start(LlmScript.reply().text("a").hold(gate).stop(), heard, source);
      heard.awaitHeard(1, patience());
      gate.awaitReached(patience());

      source.cancel();

      assertThat(call.failure(patience())).isInstanceOf(OperationCancelled.class);
      fixture.awaitDisconnect(patience());
      assertThat(heard.texts()).containsExactly("a");
    }

    @Test
    void cancel_byTheListener_endsTheCall() {
      LlmListener cancelling =
          new LlmListener() {
            @Override
            public void onText(String delta) {
              source.cancel();
            }
          };

      PendingCall call = start(LlmScript.reply().text("a").hold(gate).stop(), cancelling, source);

      assertThat(call.failure(patience())).isInstanceOf(OperationCancelled.class);
    }

    @Test
    void cancel_afterTheReply_changesNothing() {
      LlmReply reply = start(LlmScript.ofText("a"), heard, source).reply(patience());

      source.cancel();

      assertThat(reply.text()).isEqualTo("a");
      assertThat(complete(LlmScript.ofText("b"), heard).text()).isEqualTo("b");
    }

    @Test
    void cancel_ofOneCall_leavesTheOtherRunning() {
      LlmGate otherGate = new LlmGate();
      PendingCall other =
          start(LlmScript.reply().hold(otherGate).text("b").stop(), heard, Cancellation.none());
      otherGate.awaitReached(patience());
      PendingCall call = start(LlmScript.reply().hold(gate).stop(), LlmListener.SILENT, source);
      gate.awaitReached(patience());

      source.cancel();

      assertThat(call.failure(patience())).isInstanceOf(OperationCancelled.class);
      otherGate.release();
      assertThat(other.reply(patience()).text()).isEqualTo("b");
    }

    @Test
    void interrupt_whileWaiting_isACancellationAndKeepsTheFlag() {
      PendingCall call =
          start(LlmScript.reply().text("a").hold(gate).stop(), heard, Cancellation.none());
      heard.awaitHeard(1, patience());

      call.thread().interrupt();

      assertThat(call.failure(patience())).isInstanceOf(OperationCancelled.class);
      assertThat(call.interruptFlag()).isTrue();
      fixture.awaitDisconnect(patience());
    }

    @Test
    void interrupt_before_isACancellationAndKeepsTheFlag() {
      LlmListener nobody = LlmListener.SILENT;
      fixture.script(LlmScript.ofText("a"));
      PendingCall call =
          PendingCall.start(
              (request, listener, cancellation) -> {
                Thread.currentThread().interrupt();
                return fixture.client().complete(request, listener, cancellation);
              },
              REQUEST,
              nobody,
              Cancellation.none());

      assertThat(call.failure(patience())).isInstanceOf(OperationCancelled.class);
      assertThat(call.interruptFlag()).isTrue();
    }
  }

  /** One client for many threads. */
  @Nested
  final class Threads {
    @Test
    void complete_eightAtOnce_eachGetsAWholeReply() {
      List<PendingCall> calls =
          IntStream.range(0, 8)
              .mapToObj(i -> LlmScript.ofText("<" + i, "-", i + ">"))
              .map(script -> start(script, LlmListener.SILENT, Cancellation.none()))
              .toList();

      assertThat(calls.stream().map(call -> call.reply(patience()).text()))
          .containsExactlyInAnyOrder(
              "<0-0>", "<1-1>", "<2-2>", "<3-3>", "<4-4>", "<5-5>", "<6-6>", "<7-7>");
    }

    @Test
    void complete_callsThatWait_doNotHoldUpOthers() {
      LlmGate gate = new LlmGate();
      PendingCall waiting =
          start(
              LlmScript.reply().hold(gate).text("late").stop(),
              LlmListener.SILENT,
              Cancellation.none());
      gate.awaitReached(patience());

      assertThat(complete(LlmScript.ofText("quick"), LlmListener.SILENT).text()).isEqualTo("quick");
      assertThat(waiting.isOver()).isFalse();
      gate.release();
      assertThat(waiting.reply(patience()).text()).isEqualTo("late");
    }
  }
}
