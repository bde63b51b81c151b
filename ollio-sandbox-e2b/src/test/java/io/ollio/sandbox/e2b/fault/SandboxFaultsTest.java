package io.ollio.sandbox.e2b.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.sandbox.e2b.Clients;
import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.AuthenticationFailed;
import io.ollio.sandbox.e2b.api.E2bException.InvalidRequest;
import io.ollio.sandbox.e2b.api.E2bException.NotEnoughSpace;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.api.E2bException.SandboxNotFound;
import io.ollio.sandbox.e2b.api.E2bException.TemplateTooOld;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.api.E2bLimits;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.Fault;
import io.ollio.sandbox.e2b.files.WatchOptions;
import io.ollio.sandbox.e2b.files.WriteOptions;
import io.ollio.sandbox.e2b.process.ProcessRef;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import okhttp3.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proxies and daemon. */
class SandboxFaultsTest extends FaultSuite {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          502 | {"sandboxId":"x","message":"The sandbox was not found","code":502}    | SandboxNotFound
          502 | {"message":"The sandbox is running but port is not open","code":502}  | PortClosed
          502 | Failed to route request to sandbox                                    | OutcomeUnknown
          502 | <html><body>The sandbox was not found</body></html>                   | SandboxNotFound
          409 | {"message":"in transition","code":409}                                | Conflict
          403 | {"sandboxId":"x","message":"resume denied","code":403}                | AuthenticationFailed
          429 | {"message":"too many concurrent incoming connections","code":429}     | RateLimited
          400 | Invalid sandbox ID                                                    | InvalidRequest
          404 | not found                                                             | NotFound
          401 | {"code":"unauthenticated","message":"no"}                             | AuthenticationFailed
          503 | {"code":"unavailable","message":"frozen"}                             | Unavailable
          504 | {"code":"deadline_exceeded","message":"late"}                         | TimedOut
          429 | {"code":"resource_exhausted","message":"out of memory"}               | RateLimited
          400 | {"code":"failed_precondition","message":"loop"}                       | InvalidRequest
          409 | {"code":"aborted","message":"again"}                                  | Conflict
          500 | {"code":"internal","message":"oops"}                                  | OutcomeUnknown
          501 | {"code":"unimplemented","message":"no such method"}                   | InvalidRequest
          """)
  void stat_answerOfTheProxies_isTyped(int status, String body, String type) {
    RemoteSandbox sandbox = sandbox();
    for (int i = 0; i < 2; i++) {
      fake.fail(
          "Stat",
          new Fault.Answer(FakeReply.bytes(status, "", body.getBytes(StandardCharsets.UTF_8))));
    }

    assertThatThrownBy(() -> sandbox.files().stat("/x"))
        .isInstanceOfSatisfying(
            E2bException.class,
            e -> {
              assertThat(e.code()).isEqualTo(type);
              assertThat(e.status()).isEqualTo(status);
            });
  }

  @Test
  void files_wrongToken_areRefusedWithoutTheToken() {
    SandboxAccess right = sandbox().access();
    RemoteSandbox wrong =
        client.sandbox(
            new SandboxAccess(
                right.id(),
                right.templateId(),
                right.version(),
                Optional.of("wrong_token_0815"),
                Optional.empty(),
                Optional.empty()));

    assertThatThrownBy(() -> wrong.files().readText("/x"))
        .isInstanceOf(AuthenticationFailed.class)
        .hasMessageNotContaining("wrong_token_0815");
    assertThatThrownBy(() -> wrong.files().stat("/x")).isInstanceOf(AuthenticationFailed.class);
    assertThatThrownBy(() -> wrong.processes().run(ProcessRequest.of("/bin/true")))
        .isInstanceOf(AuthenticationFailed.class)
        .hasMessageContaining("valid access token");
    assertThat(wrong.isRunning()).isTrue();
  }

  @Test
  void anyCall_refusedWithTheTokenInTheWords_hidesIt() {
    RemoteSandbox sandbox = sandbox();
    String token = sandbox.access().accessToken().orElseThrow();
    fake.fail("Stat", new Fault.Answer(FakeReply.json(400, "{\"message\":\"bad " + token + "\"}")));
    byte[] end =
        ("{\"error\":{\"code\":\"internal\",\"message\":\"bad " + token + "\"}}")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[] {2, 0, 0, 0, (byte) end.length});
    frame.writeBytes(end);
    fake.fail(
        "WatchDir",
        new Fault.Answer(FakeReply.bytes(200, "application/connect+json", frame.toByteArray())));

    assertThatThrownBy(() -> sandbox.files().stat("/x")).hasMessageContaining("bad ***");
    assertThatThrownBy(() -> sandbox.files().watch("/tmp", WatchOptions.FLAT))
        .hasMessageContaining("bad ***");
  }

  @Test
  void read_missingFile_isNotFound() {
    assertThatThrownBy(() -> sandbox().files().read("/nope"))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("path '/nope' does not exist");
  }

  @Test
  void read_directory_isInvalid() {
    assertThatThrownBy(() -> sandbox().files().read("/home/user"))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void write_fullDisk_isNotEnoughSpace() {
    assertThatThrownBy(() -> sandbox().files().writeText("/full-disk", "data"))
        .isInstanceOf(NotEnoughSpace.class)
        .hasMessageContaining("not enough disk space");
  }

  @Test
  void write_brokenConnection_isRepeatedOnce() {
    RemoteSandbox sandbox = sandbox();
    fake.fail("POST /files", new Fault.ResetAfter());

    sandbox.files().writeText("/home/user/a.txt", "whole");

    assertThat(sandbox.files().readText("/home/user/a.txt")).isEqualTo("whole");
  }

  @Test
  void write_streamOverBrokenConnection_isNotRepeated() {
    RemoteSandbox sandbox = sandbox();
    fake.fail("POST /files", new Fault.ResetAfter());
    InputStream once = new ByteArrayInputStream(new byte[] {1, 2, 3});

    assertThatThrownBy(() -> sandbox.files().write("/tmp/s", once, 3, WriteOptions.PLAIN))
        .isInstanceOf(E2bException.OutcomeUnknown.class);
  }

  @Test
  void write_streamRateLimitedWithWait_isNotSentAgainEmpty() {
    RemoteSandbox sandbox = sandbox();
    fake.fail(
        "POST /files",
        new Fault.Answer(FakeReply.json(429, "{\"code\":429}").with("Retry-After", "1")));
    InputStream once = new ByteArrayInputStream(new byte[] {1, 2, 3});

    assertThatThrownBy(() -> sandbox.files().write("/tmp/s", once, -1, WriteOptions.PLAIN))
        .isInstanceOf(E2bException.RateLimited.class);
    assertThat(sandbox.files().exists("/tmp/s")).isFalse();
  }

  @Test
  void execute_moreThanAllowed_isEnded() {
    E2bLimits small =
        new E2bLimits(
            SHORT.connect(),
            SHORT.request(),
            SHORT.transfer(),
            SHORT.keepalive(),
            SHORT.slack(),
            SHORT.health(),
            3,
            1_024);
    RemoteSandbox sandbox =
        Clients.of(Clients.settings(fake).limits(small).build(), fake).create("base");

    assertThatThrownBy(() -> sandbox.code().execute("flood"))
        .isInstanceOf(E2bException.BadAnswer.class)
        .hasMessageContaining("1024");
  }

  @Test
  void execute_answerStalledAfterItsEnd_isWhole() {
    RemoteSandbox sandbox = sandbox();
    fake.fail("/execute", new Fault.StallAfter());

    assertThat(sandbox.code().execute("1+1").text()).contains("2");
  }

  @Test
  void watch_missingDirectory_leavesNoCallOpen() {
    OpenCalls calls = new OpenCalls();
    E2bClient watched =
        new E2bClient(
            Clients.settings(fake).limits(SHORT).build(),
            fake.client().newBuilder().eventListener(calls).build());
    RemoteSandbox sandbox = watched.create("base");

    assertThatThrownBy(() -> sandbox.files().watch("/nope", WatchOptions.FLAT))
        .isInstanceOf(NotFound.class);
    assertThat(calls.open()).isZero();
  }

  @Test
  void files_hostClientWithCache_areNeitherOldNorKept() throws IOException {
    try (Cache cache = new Cache(directory.resolve("cache").toFile(), 1 << 20)) {
      E2bClient cached =
          new E2bClient(
              Clients.settings(fake).build(), fake.client().newBuilder().cache(cache).build());
      RemoteSandbox sandbox = cached.create("base");
      sandbox.files().writeText("/tmp/t", "one");
      sandbox.files().readText("/tmp/t");
      sandbox.info();

      assertThat(cache.requestCount()).isZero();
      assertThat(cache.size()).isZero();
    }
  }

  @Test
  void open_skipped_goesOnAfterwards() throws IOException {
    RemoteSandbox sandbox = sandbox();
    sandbox.files().writeText("/tmp/t", "x".repeat(20_000) + "end");

    try (InputStream in = sandbox.files().open("/tmp/t")) {
      in.skipNBytes(20_000);

      assertThat(in.readAllBytes()).asString().isEqualTo("end");
    }
  }

  @Test
  void read_brokenInTheMiddle_isRepeatedAndWhole() {
    RemoteSandbox sandbox = sandbox();
    String text = "0123456789".repeat(1_000);
    sandbox.files().writeText("/tmp/t", text);
    fake.fail("GET /files", new Fault.ResetAt(5_000));

    assertThat(sandbox.files().readText("/tmp/t")).isEqualTo(text);
  }

  @Test
  void read_stalledInTheMiddle_timesOut() {
    RemoteSandbox sandbox = sandbox();
    sandbox.files().writeText("/tmp/t", "x".repeat(10_000));
    fake.fail("GET /files", new Fault.StallAt(5_000));

    assertThatThrownBy(() -> hasty(sandbox).files().readText("/tmp/t"))
        .isInstanceOf(TimedOut.class);
  }

  @Test
  void open_brokenInTheMiddle_isAnExceptionOfTheStream() throws IOException {
    RemoteSandbox sandbox = sandbox();
    sandbox.files().writeText("/tmp/t", "x".repeat(10_000));
    fake.fail("GET /files", new Fault.ResetAt(5_000));

    try (InputStream in = sandbox.files().open("/tmp/t")) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void stat_answerTooLarge_isBad() {
    RemoteSandbox sandbox = sandbox();
    byte[] large = new byte[(64 << 20) + 1];
    fake.fail("Stat", new Fault.Answer(FakeReply.bytes(200, "application/json", large)));

    assertThatThrownBy(() -> sandbox.files().stat("/x"))
        .isInstanceOf(E2bException.BadAnswer.class)
        .hasMessageContaining("67108864");
  }

  @Test
  void anyCall_sandboxKilled_isNotFoundEverywhere() {
    RemoteSandbox sandbox = sandbox();
    sandbox.kill();

    assertThat(sandbox.isRunning()).isFalse();
    assertThatThrownBy(() -> sandbox.files().stat("/x")).isInstanceOf(SandboxNotFound.class);
    assertThatThrownBy(() -> sandbox.files().read("/x")).isInstanceOf(SandboxNotFound.class);
    assertThatThrownBy(() -> sandbox.processes().list()).isInstanceOf(SandboxNotFound.class);
    assertThatThrownBy(() -> sandbox.processes().run(ProcessRequest.of("/bin/true")))
        .isInstanceOf(SandboxNotFound.class);
    assertThatThrownBy(() -> sandbox.info()).isInstanceOf(SandboxNotFound.class);
  }

  @Test
  void oldDaemon_namesTheUserAndSendsForms() {
    RemoteSandbox old = client.create("old");

    old.files().writeText("/tmp/x", "y");
    old.files().list("/tmp", 1);
    old.processes().run(ProcessRequest.of("/bin/true"));

    assertThat(old.access().version()).isEqualTo(new DaemonVersion(0, 3, 0));
    assertThat(fake.seen().get(1).request().target()).contains("username=user");
    assertThat(fake.seen().get(1).request().header("content-type").orElse(""))
        .startsWith("multipart/form-data");
    assertThat(fake.seen().subList(2, 4))
        .allSatisfy(
            seen -> assertThat(seen.request().header("authorization")).contains("Basic dXNlcjo="));
  }

  @Test
  void oldDaemon_whatItCannotDo_isRefusedBeforeItIsAsked() {
    RemoteSandbox old = client.create("old");
    WriteOptions labelled = new WriteOptions(false, Map.of("a", "b"));
    int before = fake.requests();

    assertThatThrownBy(() -> old.files().write("/x", new byte[0], labelled))
        .isInstanceOf(TemplateTooOld.class)
        .hasMessageContaining("0.6.2");
    assertThatThrownBy(() -> old.processes().closeInput(ProcessRef.pid(1)))
        .isInstanceOf(TemplateTooOld.class)
        .hasMessageContaining("0.5.2");
    assertThatThrownBy(() -> old.files().watch("/tmp", new WatchOptions(false, true, false)))
        .isInstanceOf(TemplateTooOld.class)
        .hasMessageContaining("0.6.3");
    assertThat(fake.requests()).isEqualTo(before);
  }
}
