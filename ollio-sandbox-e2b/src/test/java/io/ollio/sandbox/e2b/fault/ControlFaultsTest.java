package io.ollio.sandbox.e2b.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.sandbox.e2b.Clients;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.AuthenticationFailed;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.RateLimited;
import io.ollio.sandbox.e2b.api.E2bException.SandboxNotFound;
import io.ollio.sandbox.e2b.api.E2bException.TemplateTooOld;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.api.E2bException.Unavailable;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.control.SandboxRequest;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control plane; the fake counts what it creates. */
class ControlFaultsTest extends FaultSuite {
  private static final String CREATE = "POST /v2/sandboxes";

  @Test
  void create_answerLost_findsTheOneThatWasMade() {
    fake.fail(CREATE, new Fault.ResetAfter());

    assertThat(sandbox().isRunning()).isTrue();
    assertThat(fake.cloud().created()).isEqualTo(1);
  }

  @Test
  void create_connectionBrokenBefore_isTriedAgain() {
    fake.fail(CREATE, new Fault.ResetBefore());

    assertThat(sandbox().isRunning()).isTrue();
    assertThat(fake.cloud().created()).isEqualTo(1);
    assertThat(fake.lines())
        .containsSubsequence(
            "POST /v2/sandboxes", "GET /v2/sandboxes", "POST /v2/sandboxes", "GET /health");
  }

  @Test
  void create_notAnsweredInTime_findsTheOneThatWasMade() {
    E2bClient impatient = impatient(Duration.ofSeconds(3));
    fake.fail(CREATE, new Fault.StallAt(0));

    assertThat(impatient.create("base").isRunning()).isTrue();
    assertThat(fake.cloud().created()).isEqualTo(1);
  }

  @Test
  void create_answerCutInTheMiddle_findsTheOneThatWasMade() {
    fake.fail(CREATE, new Fault.ResetAt(40));

    assertThat(sandbox().isRunning()).isTrue();
    assertThat(fake.cloud().created()).isEqualTo(1);
  }

  @Test
  void create_answerLostAndSearchFails_doesNotSayThatNothingWasDone() {
    fake.fail(CREATE, new Fault.ResetAfter());
    for (int i = 0; i < 8; i++) {
      fake.fail("GET /v2/sandboxes", answer(503, "busy"));
    }

    assertThatThrownBy(this::sandbox).isInstanceOf(OutcomeUnknown.class);
    assertThat(fake.cloud().created()).isEqualTo(1);
  }

  @Test
  void create_cancelledMeanwhile_leavesNoSandbox() {
    CancellationSource cancellation = new CancellationSource();
    fake.fail(CREATE, new Fault.StallAt(0));
    Thread canceller =
        new Thread(
            () -> {
              while (fake.cloud().created() == 0) {
                Thread.onSpinWait();
              }
              cancellation.cancel();
            });
    canceller.start();

    assertThatThrownBy(() -> client.create(SandboxRequest.of("base"), cancellation))
        .isInstanceOf(OperationCancelled.class);
    assertThat(fake.cloud().machines()).isEmpty();
  }

  @Test
  void create_rateLimitedWithWait_waitsAndSucceeds() {
    fake.fail(
        CREATE,
        new Fault.Answer(
            FakeReply.json(429, "{\"code\":429,\"message\":\"Rate limit exceeded\"}")
                .with("Retry-After", "1")));

    assertThat(sandbox().isRunning()).isTrue();
  }

  @Test
  void create_rateLimitedForLongerThanARequest_fails() {
    fake.fail(
        CREATE, new Fault.Answer(FakeReply.json(429, "{\"code\":429}").with("Retry-After", "900")));

    RateLimited failure = catchThrowableOfType(RateLimited.class, this::sandbox);

    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(15));
  }

  @Test
  void create_atTheLimitOfSandboxes_failsAtOnce() {
    String message = "you have reached the maximum number of concurrent E2B sandboxes (20).";
    fake.fail(CREATE, answer(429, message));

    assertThatThrownBy(this::sandbox)
        .isInstanceOfSatisfying(RateLimited.class, e -> assertThat(e.isRetryable()).isFalse())
        .hasMessageContaining(message);
    assertThat(fake.lines()).containsExactly("POST /v2/sandboxes");
  }

  @Test
  void create_busy_isTriedAgain() {
    fake.fail(CREATE, answer(503, "not enough capacity"));
    fake.fail(CREATE, answer(503, "not enough capacity"));

    assertThat(sandbox().isRunning()).isTrue();
  }

  @Test
  void create_placementTimeout_looksBeforeAnother() {
    fake.fail(CREATE, answer(504, "placement"));

    assertThat(sandbox().isRunning()).isTrue();
    assertThat(fake.lines()).contains("GET /v2/sandboxes");
  }

  @Test
  void create_unknownTemplate_isNotFound() {
    assertThatThrownBy(() -> client.create("nope"))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("template 'nope' not found");
  }

  @Test
  void create_daemonTooOld_endsTheSandbox() {
    assertThatThrownBy(() -> client.create("ancient"))
        .isInstanceOf(TemplateTooOld.class)
        .hasMessageContaining("0.0.9");
    assertThat(fake.cloud().machines()).isEmpty();
  }

  @Test
  void create_serverKnowsOnlyTheFirstVersion_fallsBackForGood() {
    fake.cloud().onlyV1();

    sandbox();
    sandbox();

    assertThat(fake.lines())
        .containsExactly("POST /v2/sandboxes", "POST /sandboxes", "POST /sandboxes");
    assertThat(fake.seen().get(1).text()).contains("\"secure\":true", "\"timeout\":300");
  }

  @Test
  void anyCall_wrongKey_isRefusedWithoutTheKey() {
    String wrong = "e2b_wrong_key_0123456789";
    E2bClient other = Clients.of(Clients.settings(fake).apiKey(wrong).build(), fake);

    assertThatThrownBy(() -> other.create("base"))
        .isInstanceOf(AuthenticationFailed.class)
        .hasMessageContaining("Invalid API key")
        .hasMessageNotContaining(wrong);
  }

  @Test
  void anyCall_nobodyListens_isUnavailable() {
    E2bClient lost =
        Clients.of(Clients.settings(fake).apiUrl("http://127.0.0.1:1").limits(SHORT).build(), fake);

    assertThatThrownBy(() -> lost.create("base"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("no connection");
  }

  @ParameterizedTest
  @CsvSource({
    "400,InvalidRequest",
    "401,AuthenticationFailed",
    "403,InvalidRequest",
    "404,SandboxNotFound",
    "409,Conflict",
    "429,RateLimited",
    "500,OutcomeUnknown",
    "502,OutcomeUnknown",
    "503,Unavailable",
    "504,TimedOut"
  })
  void info_refused_isTypedWhateverTheBody(int status, String type) {
    for (String body : new String[] {"", "<html>no</html>", "{\"code\":1,\"message\":\"m\"}"}) {
      for (int i = 0; i < 5; i++) {
        fake.fail(
            "GET /sandboxes/i1",
            new Fault.Answer(
                FakeReply.bytes(status, "text/html", body.getBytes(StandardCharsets.UTF_8))));
      }
      E2bException failure =
          catchThrowableOfType(E2bException.class, () -> client.control().info("i1"));

      assertThat(failure.code()).isEqualTo(type);
      assertThat(failure.status()).isEqualTo(status);
      drain();
    }
  }

  @Test
  void info_unknownSandbox_isNotFound() {
    assertThatThrownBy(() -> client.control().info("inotthere"))
        .isInstanceOf(SandboxNotFound.class);
    assertThat(client.control().kill("inotthere")).isFalse();
  }

  @Test
  void info_idThatIsNone_isNotEvenAsked() {
    assertThatThrownBy(() -> client.control().info("../x")).isInstanceOf(SandboxNotFound.class);
    assertThat(fake.lines()).isEmpty();
  }

  @Test
  void info_notAnswered_timesOut() {
    fake.fail("GET /sandboxes/", new Fault.Silence());

    assertThatThrownBy(() -> impatient(Duration.ofMillis(300)).control().info("i1"))
        .isInstanceOf(TimedOut.class);
  }

  @Test
  void info_brokenConnections_areRetriedThreeTimes() {
    for (int i = 0; i < 12; i++) {
      fake.fail("GET /sandboxes/", new Fault.ResetBefore());
    }

    assertThatThrownBy(() -> client.control().info("i1")).isInstanceOf(OutcomeUnknown.class);
  }

  @Test
  void fork_brokenConnection_isNotRepeated() {
    String id = sandbox().id();
    fake.fail("/fork", new Fault.ResetAfter());

    assertThatThrownBy(() -> client.control().fork(id, Duration.ofSeconds(30), 2))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(fake.cloud().created()).isEqualTo(3);
  }

  private static Fault answer(int status, String message) {
    return new Fault.Answer(
        FakeReply.json(status, "{\"code\":" + status + ",\"message\":\"" + message + "\"}"));
  }

  /** Uses up the faults that a call without retries has left. */
  private void drain() {
    for (int i = 0; i < 5; i++) {
      try {
        client.control().info("i1");
      } catch (E2bException e) {
        assertThat(e).isNotNull();
      }
    }
  }
}
