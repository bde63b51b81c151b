package io.ollio.testkit.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.Sleeper;
import io.ollio.llm.LlmException.TimedOut;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The time limits of a client that talks to a real backend. An adapter's test extends this class
 * beside {@link LlmClientContract}. The tests take real time, some 100 ms each.
 */
public abstract class LlmClientLimitsContract {
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Duration HALF = Duration.ofMillis(60);
  private static final Duration LONG = Duration.ofSeconds(30);

  private @Nullable LlmFixture fixture;

  /** For subclasses. */
  protected LlmClientLimitsContract() {}

  /** Opens a fresh client with these limits on a fresh backend. */
  protected abstract LlmFixture open(Duration firstToken, Duration idle, Duration total);

  /** How long a test waits for what should happen at once. */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  @AfterEach
  final void closeFixture() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void firstPiece_tooLate_timesOutAndDisconnects() {
    PendingCall call = start(SHORT, LONG, LONG, LlmScript.reply().hold(new LlmGate()).stop());

    assertTimedOut(call, "250 ms");
  }

  @Test
  void firstPiece_afterMoreThanTheIdleLimit_isFine() {
    PendingCall call =
        start(LONG, SHORT, LONG, LlmScript.reply().pause(SHORT.plus(HALF)).text("a").stop());

    assertThat(call.reply(patience()).text()).isEqualTo("a");
  }

  @Test
  void silence_tooLong_timesOutAndDisconnects() {
    PendingCall call =
        start(LONG, SHORT, LONG, LlmScript.reply().text("a").hold(new LlmGate()).stop());

    assertTimedOut(call, "250 ms");
  }

  @Test
  void silence_withSignsOfLifeOnly_timesOut() {
    LlmScript script = LlmScript.reply().text("a").keepAlive(Duration.ofMillis(20));

    assertTimedOut(start(LONG, SHORT, LONG, script), "250 ms");
  }

  @Test
  void firstPiece_signsOfLifeOnly_timesOut() {
    LlmScript script = LlmScript.reply().keepAlive(Duration.ofMillis(20));

    assertTimedOut(start(SHORT, LONG, LONG, script), "250 ms");
  }

  @Test
  void silence_shortButOften_isFine() {
    LlmScript script =
        LlmScript.reply()
            .text("a")
            .pause(HALF)
            .text("b")
            .pause(HALF)
            .toolCall("t", "{}")
            .pause(HALF)
            .stop();

    assertThat(start(SHORT, SHORT, LONG, script).reply(patience()).text()).isEqualTo("ab");
  }

  @Test
  void total_passed_timesOutThoughPiecesCome() {
    LlmScript script = LlmScript.reply();
    for (int i = 0; i < 40; i++) {
      script = script.text("a").pause(Duration.ofMillis(20));
    }

    assertTimedOut(start(LONG, LONG, SHORT, script.stop()), "250 ms");
  }

  @Test
  void listener_slowerThanTheIdleLimit_isNotTheServersFault() {
    LlmListener slow =
        new LlmListener() {
          @Override
          public void onText(String delta) {
            Sleeper.system().sleep(SHORT.plus(HALF), Cancellation.none());
          }
        };
    fixture = open(SHORT, SHORT, LONG);
    fixture.script(LlmScript.reply().text("a").pause(HALF).text("b").stop());

    PendingCall call = PendingCall.start(fixture.client(), request(), slow, Cancellation.none());

    assertThat(call.reply(patience()).text()).isEqualTo("ab");
  }

  private void assertTimedOut(PendingCall call, String value) {
    assertThat(call.failure(patience())).isInstanceOf(TimedOut.class).hasMessageContaining(value);
    if (fixture != null) {
      fixture.awaitDisconnect(patience());
    }
  }

  private PendingCall start(Duration firstToken, Duration idle, Duration total, LlmScript script) {
    LlmFixture opened = open(firstToken, idle, total);
    fixture = opened;
    opened.script(script);
    return PendingCall.start(opened.client(), request(), LlmListener.SILENT, Cancellation.none());
  }

  private static LlmRequest request() {
    return LlmRequest.of(new LlmMessage.User("Say something"));
  }
}
