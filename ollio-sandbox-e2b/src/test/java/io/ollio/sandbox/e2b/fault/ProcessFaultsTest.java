package io.ollio.sandbox.e2b.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.e2b.Clients;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.AuthenticationFailed;
import io.ollio.sandbox.e2b.api.E2bException.BadAnswer;
import io.ollio.sandbox.e2b.api.E2bException.InvalidRequest;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.RateLimited;
import io.ollio.sandbox.e2b.api.E2bException.SandboxNotFound;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.api.E2bLimits;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.Fault;
import io.ollio.sandbox.e2b.process.ProcessOutput;
import io.ollio.sandbox.e2b.process.ProcessRef;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import io.ollio.sandbox.e2b.process.ProcessResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of processes; the fake counts what it starts. */
class ProcessFaultsTest extends FaultSuite {
  private static final String START = "Process/Start";
  private static final ProcessRequest ECHO = ProcessRequest.of("/bin/echo", "hello");

  /** Longer than the whole answer to {@link #ECHO}. */
  private static final int ANSWER_BYTES = 200;

  @Test
  void run_connectionBrokenAtEveryByte_endsOnceWithItsExitCode() {
    RemoteSandbox sandbox = sandbox();

    for (int bytes = 0; bytes < ANSWER_BYTES; bytes++) {
      fake.fail(START, new Fault.ResetAt(bytes));

      assertThat(sandbox.processes().run(ECHO).exit().exitCode()).as("after %d", bytes).isZero();
    }
    assertThat(fake.cloud().started()).isEqualTo(ANSWER_BYTES);
  }

  @Test
  void run_bodyEndedAtEveryByte_endsOnceWithItsExitCode() {
    RemoteSandbox sandbox = sandbox();

    for (int bytes = 0; bytes < ANSWER_BYTES; bytes++) {
      fake.fail(START, new Fault.EndAt(bytes));

      assertThat(sandbox.processes().run(ECHO).exit().exitCode()).as("after %d", bytes).isZero();
    }
    assertThat(fake.cloud().started()).isEqualTo(ANSWER_BYTES);
  }

  @Test
  void run_connectionBrokenBeforeTheStart_isNotSentAgain() {
    RemoteSandbox sandbox = sandbox();
    fake.fail(START, new Fault.ResetBefore());

    assertThatThrownBy(() -> sandbox.processes().run(ECHO)).isInstanceOf(OutcomeUnknown.class);
    assertThat(fake.cloud().started()).isZero();
    assertThat(fake.lines().stream().filter(line -> line.endsWith("Start"))).hasSize(1);
  }

  @Test
  void run_connectionBrokenAfterTheStart_isFoundByItsTag() {
    RemoteSandbox sandbox = sandbox();
    fake.fail(START, new Fault.ResetAt(0));

    ProcessResult result =
        sandbox.processes().run(ProcessRequest.of("/bin/sh", "-c", "sleep 0.5; exit 4"));

    assertThat(result.exit().exitCode()).isEqualTo(4);
    assertThat(fake.cloud().started()).isEqualTo(1);
    assertThat(fake.lines()).contains("POST /process.Process/Connect");
  }

  @Test
  void run_connectionKeptAliveAndBroken_isNotSentAgain() {
    RemoteSandbox sandbox = sandbox();
    assertThat(sandbox.processes().run(ECHO).isSuccess()).isTrue();
    fake.fail(START, new Fault.ResetAfter());

    assertThat(sandbox.processes().run(ECHO).isSuccess()).isTrue();
    assertThat(fake.cloud().started()).isEqualTo(2);
    assertThat(fake.lines().stream().filter(line -> line.endsWith("Start"))).hasSize(2);
  }

  @Test
  void run_answerLostAndSearchFails_doesNotSayThatNothingWasDone() {
    RemoteSandbox sandbox = sandbox();
    fake.fail(START, new Fault.ResetAfter());
    for (int i = 0; i < 2; i++) {
      fake.fail("Process/Connect", unavailable());
    }

    assertThatThrownBy(() -> sandbox.processes().run(ECHO)).isInstanceOf(OutcomeUnknown.class);
    assertThat(fake.cloud().started()).isEqualTo(1);
  }

  @Test
  void run_brokenAndNotReachedForAWhile_isAttachedToInTheEnd() {
    RemoteSandbox sandbox = sandbox();
    fake.fail(START, new Fault.ResetAt(40));
    for (int i = 0; i < 4; i++) {
      fake.fail("Process/Connect", unavailable());
    }

    assertThat(sandbox.processes().run(ECHO).isSuccess()).isTrue();
    assertThat(fake.cloud().started()).isEqualTo(1);
  }

  @Test
  void run_brokenAndNotReachedAnyMore_isUnknown() {
    RemoteSandbox sandbox = sandbox();
    fake.fail(START, new Fault.ResetAt(40));
    for (int i = 0; i < 6; i++) {
      fake.fail("Process/Connect", unavailable());
    }

    assertThatThrownBy(() -> sandbox.processes().run(ECHO)).isInstanceOf(OutcomeUnknown.class);
  }

  private static Fault unavailable() {
    return new Fault.Answer(FakeReply.json(503, "{\"code\":\"unavailable\"}"));
  }

  @Test
  void run_notAnswered_timesOut() {
    E2bClient impatient = impatient(Duration.ofMillis(300));
    RemoteSandbox sandbox = impatient.sandbox(sandbox().access());
    fake.fail(START, new Fault.Silence());

    assertThatThrownBy(() -> sandbox.processes().run(ECHO))
        .isInstanceOf(TimedOut.class)
        .hasMessageContaining("300 ms");
  }

  @Test
  void run_headersWithoutStart_timesOut() {
    RemoteSandbox sandbox = impatient(Duration.ofMillis(300)).sandbox(sandbox().access());
    fake.fail(START, new Fault.StallAt(0));

    assertThatThrownBy(() -> sandbox.processes().run(ECHO)).isInstanceOf(TimedOut.class);
  }

  @Test
  void run_streamFallsSilent_timesOutAfterKeepalive() {
    RemoteSandbox sandbox = hasty(sandbox());
    fake.fail(START, new Fault.StallAt(50));

    assertThatThrownBy(() -> sandbox.processes().run(ProcessRequest.of("/bin/sleep", "60")))
        .isInstanceOf(TimedOut.class)
        .hasMessageContaining("1500 ms");
  }

  @Test
  void run_quietProcess_isKeptAlive() {
    E2bLimits limits = SHORT.withKeepalive(Duration.ofSeconds(1), Duration.ofSeconds(3));
    RemoteSandbox sandbox =
        Clients.of(Clients.settings(fake).limits(limits).build(), fake).create("base");

    assertThat(sandbox.processes().run(ProcessRequest.of("/bin/sleep", "5")).isSuccess()).isTrue();
  }

  @Test
  void run_sandboxKilledMeanwhile_isNotFound() {
    RemoteSandbox sandbox = sandbox();
    CommandOutput killing = (stream, text) -> sandbox.kill();

    assertThatThrownBy(
            () ->
                sandbox
                    .processes()
                    .run(ProcessRequest.bash("echo x; sleep 60"), killing, Cancellation.none()))
        .isInstanceOf(SandboxNotFound.class);
  }

  @Test
  void run_overItsTimeLimit_timesOut() {
    RemoteSandbox sandbox = sandbox();

    assertThatThrownBy(
            () ->
                sandbox
                    .processes()
                    .run(
                        ProcessRequest.of("/bin/sleep", "60")
                            .withTimeLimit(Duration.ofMillis(400))))
        .isInstanceOf(TimedOut.class)
        .hasMessageContaining("deadline_exceeded");
  }

  @Test
  void run_inMissingDirectory_startsNothing() {
    RemoteSandbox sandbox = sandbox();

    assertThatThrownBy(() -> sandbox.processes().run(ECHO.in("/nope")))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("cwd '/nope' does not exist");
    assertThat(fake.cloud().started()).isZero();
  }

  @Test
  void run_asUnknownUser_isRefused() {
    RemoteSandbox sandbox = sandbox();

    assertThatThrownBy(() -> sandbox.processes().run(ECHO.as("nobody-here")))
        .isInstanceOf(AuthenticationFailed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AQAAAAJ7fQ==", "BAAAAAJ7fQ==", "AP////97fQ=="})
  void run_envelopeThatIsNone_isBadAnswer(String base64) {
    RemoteSandbox sandbox = sandbox();
    byte[] body = Base64.getDecoder().decode(base64);
    fake.fail(START, new Fault.Answer(FakeReply.bytes(200, "application/connect+json", body)));

    assertThatThrownBy(() -> sandbox.processes().run(ECHO)).isInstanceOf(BadAnswer.class);
  }

  @Test
  void run_messageThatIsNoJson_isBadAnswer() {
    RemoteSandbox sandbox = sandbox();
    byte[] body = "\0\0\0\0\3abc".getBytes(StandardCharsets.UTF_8);
    fake.fail(START, new Fault.Answer(FakeReply.bytes(200, "application/connect+json", body)));

    assertThatThrownBy(() -> sandbox.processes().run(ECHO)).isInstanceOf(BadAnswer.class);
  }

  @Test
  void run_tooManyConnections_isRateLimitedAndNotRepeated() {
    RemoteSandbox sandbox = sandbox();
    fake.fail(
        START,
        new Fault.Answer(
            FakeReply.json(
                429,
                "{\"sandboxId\":\"x\",\"message\":\"The sandbox has too many concurrent incoming"
                    + " connections (limit: 10)\",\"code\":429,\"connectionLimit\":10}")));

    assertThatThrownBy(() -> sandbox.processes().run(ECHO))
        .isInstanceOf(RateLimited.class)
        .hasMessageContaining("limit: 10");
    assertThat(fake.cloud().started()).isZero();
  }

  @Test
  void sendInput_connectionBrokenAfterwards_isNotSentTwice() {
    RemoteSandbox sandbox = sandbox();
    try (var cat =
        sandbox.processes().start(ProcessRequest.of("/bin/cat").withInput(), Cancellation.none())) {
      var ref = ProcessRef.pid(cat.pid());
      fake.fail("SendInput", new Fault.ResetAfter());

      assertThatThrownBy(() -> sandbox.processes().sendInput(ref, new byte[] {'a', '\n'}))
          .isInstanceOf(E2bException.class);

      sandbox.processes().closeInput(ref);
      StringBuilder heard = new StringBuilder();
      cat.await(ProcessOutput.text((stream, text) -> heard.append(text)));
      assertThat(heard).hasToString("a\n");
    }
  }
}
