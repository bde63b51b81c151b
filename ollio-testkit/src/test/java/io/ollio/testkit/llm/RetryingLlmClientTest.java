package io.ollio.testkit.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.RetryPolicy;
import io.ollio.llm.LlmException.AuthenticationFailed;
import io.ollio.llm.LlmException.Overloaded;
import io.ollio.llm.LlmException.RateLimited;
import io.ollio.llm.LlmException.ReplyBroken;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.RetryingLlmClient;
import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.RecordingListener.Heard.Restart;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
final class RetryingLlmClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final LlmRequest REQUEST = LlmRequest.of(new LlmMessage.User("Hello"));
  private static final RandomGenerator NO_CHANCE = () -> 0L;
  private static final RandomGenerator FULL_CHANCE = () -> -1L;

  private final ManualTime time = new ManualTime();
  private final CancellationSource cancellation = new CancellationSource();
  private final RecordingListener heard = new RecordingListener();

  @Test
  void complete_firstTryWorks_neitherWaitsNorRestarts() {
    ScriptedLlmClient model = ScriptedLlmClient.of(LlmScript.ofText("fine"));

    PendingCall call = start(model, RetryPolicy.DEFAULT);

    assertThat(call.reply(PATIENCE).text()).isEqualTo("fine");
    assertThat(time.sleepers()).isZero();
    assertThat(heard.restarts()).isEmpty();
  }

  @Test
  void complete_overloadedOnce_waitsHalfASecondAndRestarts() {
    ScriptedLlmClient model = overloaded(1).then(LlmScript.ofText("fine"));

    PendingCall call = start(model, RetryPolicy.DEFAULT);
    time.awaitSleepers(1);
    time.advance(Duration.ofMillis(499));

    assertThat(time.sleepers()).isEqualTo(1);
    assertThat(model.requests()).hasSize(1);
    time.advance(Duration.ofMillis(1));
    assertThat(call.reply(PATIENCE).text()).isEqualTo("fine");
    assertThat(model.requests()).containsExactly(REQUEST, REQUEST);
  }

  @Test
  void complete_overloadedForEver_waitsLongerEachTimeThenThrowsTheLastFailure() {
    PendingCall call = start(overloaded(4), RetryPolicy.DEFAULT);

    for (int millis : new int[] {500, 1_000, 2_000}) {
      time.awaitSleepers(1);
      time.advance(Duration.ofMillis(millis - 1));
      assertThat(time.sleepers()).isEqualTo(1);
      time.advance(Duration.ofMillis(1));
    }

    assertThat(call.failure(PATIENCE)).isInstanceOf(Overloaded.class);
    assertThat(heard.restarts()).extracting(Restart::attempt).containsExactly(2, 3, 4);
  }

  @Test
  void complete_cutInTheMiddle_repeatsAndSaysThatTheFirstPiecesAreVoid() {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(LlmScript.reply().text("Ha").cut(), LlmScript.ofText("Hal", "lo"));

    PendingCall call = start(model, RetryPolicy.DEFAULT);
    time.awaitSleepers(1);
    time.advance(Duration.ofMillis(500));

    assertThat(call.reply(PATIENCE).text()).isEqualTo("Hallo");
    assertThat(heard.texts()).containsExactly("Ha", "Hal", "lo");
    assertThat(heard.heard().get(1)).isInstanceOf(Restart.class);
    assertThat(heard.restarts())
        .extracting(restart -> restart.cause().getClass(), Restart::attempt)
        .containsExactly(tuple(ReplyBroken.class, 2));
  }

  @Test
  void complete_serverSaysWhenToComeBack_waitsThatLong() {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(
            LlmScript.failing(LlmFault.rateLimited(Duration.ofSeconds(20))),
            LlmScript.ofText("fine"));

    PendingCall call = start(model, RetryPolicy.DEFAULT);
    time.awaitSleepers(1);
    time.advance(Duration.ofMillis(19_999));

    assertThat(time.sleepers()).isEqualTo(1);
    time.advance(Duration.ofMillis(1));
    assertThat(call.reply(PATIENCE).text()).isEqualTo("fine");
  }

  @Test
  void complete_serverWantsMoreThanTheLongestPause_throwsAtOnce() {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(LlmScript.failing(LlmFault.rateLimited(Duration.ofSeconds(61))));

    PendingCall call = start(model, RetryPolicy.DEFAULT);

    assertThat(call.failure(PATIENCE)).isInstanceOf(RateLimited.class);
    assertThat(heard.restarts()).isEmpty();
  }

  @Test
  void complete_failureThatNoRepeatHelps_throwsAtOnce() {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(LlmScript.failing(LlmFault.of(LlmFault.Kind.AUTHENTICATION)));

    assertThat(start(model, RetryPolicy.DEFAULT).failure(PATIENCE))
        .isInstanceOf(AuthenticationFailed.class);
  }

  @Test
  void complete_quotaUsedUp_throwsAtOnce() {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(LlmScript.failing(LlmFault.of(LlmFault.Kind.QUOTA)));

    assertThat(start(model, RetryPolicy.DEFAULT).failure(PATIENCE)).isInstanceOf(RateLimited.class);
  }

  @Test
  void complete_cancelledWhileWaiting_endsWithoutAnotherCall() {
    ScriptedLlmClient model = overloaded(1);
    PendingCall call = start(model, RetryPolicy.DEFAULT);
    time.awaitSleepers(1);

    cancellation.cancel();

    assertThat(call.failure(PATIENCE)).isInstanceOf(OperationCancelled.class);
    assertThat(model.requests()).hasSize(1);
    assertThat(heard.restarts()).isEmpty();
  }

  @Test
  void complete_interruptedWhileWaiting_isACancellationAndKeepsTheFlag() {
    PendingCall call = start(overloaded(1), RetryPolicy.DEFAULT);
    time.awaitSleepers(1);

    call.thread().interrupt();

    assertThat(call.failure(PATIENCE)).isInstanceOf(OperationCancelled.class);
    assertThat(call.interruptFlag()).isTrue();
  }

  @Test
  void complete_cancelledDuringTheCall_isNotRepeated() {
    LlmGate gate = new LlmGate();
    ScriptedLlmClient model = ScriptedLlmClient.of(LlmScript.reply().hold(gate).stop());
    PendingCall call = start(model, RetryPolicy.DEFAULT);
    gate.awaitReached(PATIENCE);

    cancellation.cancel();

    assertThat(call.failure(PATIENCE)).isInstanceOf(OperationCancelled.class);
    assertThat(model.requests()).hasSize(1);
  }

  @Test
  void complete_listenerThrows_isNotRepeated() {
    ScriptedLlmClient model = ScriptedLlmClient.of(LlmScript.ofText("a"));
    LlmListener throwing =
        new LlmListener() {
          @Override
          public void onText(String delta) {
            throw new IllegalStateException("enough");
          }
        };

    PendingCall call =
        PendingCall.start(
            retrying(model, RetryPolicy.DEFAULT, NO_CHANCE), REQUEST, throwing, cancellation);

    assertThat(call.failure(PATIENCE)).hasMessage("enough");
  }

  @Test
  void complete_withJitter_waitsAtMostThatMuchLonger() {
    ScriptedLlmClient model = overloaded(1).then(LlmScript.ofText("fine"));
    PendingCall call =
        PendingCall.start(
            retrying(model, RetryPolicy.DEFAULT, FULL_CHANCE), REQUEST, heard, cancellation);
    time.awaitSleepers(1);
    time.advance(Duration.ofMillis(598));

    assertThat(time.sleepers()).isEqualTo(1);
    time.advance(Duration.ofMillis(2));
    assertThat(call.reply(PATIENCE).text()).isEqualTo("fine");
  }

  /** Many generations hear the same wish at once and must not come back at once. */
  @Test
  void complete_serverSaysWhenToComeBack_jitterComesOnTop() {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(
            LlmScript.failing(LlmFault.rateLimited(Duration.ofSeconds(20))),
            LlmScript.ofText("fine"));
    PendingCall call =
        PendingCall.start(
            retrying(model, RetryPolicy.DEFAULT, FULL_CHANCE), REQUEST, heard, cancellation);
    time.awaitSleepers(1);
    time.advance(Duration.ofMillis(23_998));

    assertThat(time.sleepers()).isEqualTo(1);
    time.advance(Duration.ofMillis(2));
    assertThat(call.reply(PATIENCE).text()).isEqualTo("fine");
  }

  @Test
  void complete_serverWantsLessThanThePolicy_comesBackAsAsked() {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(
            LlmScript.failing(LlmFault.rateLimited(Duration.ofMillis(50))),
            LlmScript.ofText("fine"));

    PendingCall call = start(model, RetryPolicy.DEFAULT);
    time.awaitSleepers(1);
    time.advance(Duration.ofMillis(50));

    assertThat(call.reply(PATIENCE).text()).isEqualTo("fine");
  }

  @Test
  void complete_withoutRetries_throwsTheFirstFailure() {
    assertThat(start(overloaded(1), RetryPolicy.NONE).failure(PATIENCE))
        .isInstanceOf(Overloaded.class);
  }

  private PendingCall start(ScriptedLlmClient model, RetryPolicy policy) {
    return PendingCall.start(retrying(model, policy, NO_CHANCE), REQUEST, heard, cancellation);
  }

  private RetryingLlmClient retrying(
      ScriptedLlmClient model, RetryPolicy policy, RandomGenerator chance) {
    return new RetryingLlmClient(model, policy, time, chance);
  }

  private static ScriptedLlmClient overloaded(int times) {
    ScriptedLlmClient model = ScriptedLlmClient.of();
    for (int i = 0; i < times; i++) {
      model.then(LlmScript.failing(LlmFault.overloaded()));
    }
    return model;
  }
}
