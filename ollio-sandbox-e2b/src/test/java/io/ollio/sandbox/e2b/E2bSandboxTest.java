package io.ollio.sandbox.e2b;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException;
import io.ollio.sandbox.SandboxException.AuthenticationFailed;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.sandbox.SandboxSpec.NetworkPolicy;
import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.control.Lifecycle.OnTimeout;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import io.ollio.sandbox.e2b.fake.FakeMachine;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.Fault;
import io.ollio.testkit.time.ManualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the adapter does beyond the contract. */
class E2bSandboxTest {
  private static final FilePath PATH = FilePath.of("a.txt");
  private static final String SERVER =
      "exec node -e 'require(\"http\").createServer((q, a) => a.end()).listen(%d, \"127.0.0.1\")'";

  @TempDir Path directory;
  private final ManualTime time = new ManualTime();
  private FakeE2b fake;
  private E2bSandboxProvider provider;

  @BeforeEach
  void openProvider() {
    fake = FakeE2b.plain(directory, time);
    use(E2bSandboxOptions.DEFAULT);
  }

  @AfterEach
  void closeFake() {
    provider.close();
    fake.close();
  }

  @Test
  void open_spec_becomesARequest() {
    SandboxSpec spec =
        new SandboxSpec(
            "mine",
            Duration.ofMinutes(7),
            SandboxSpec.Resources.DEFAULT,
            NetworkPolicy.NONE,
            Map.of("A", "1"),
            Map.of("generation", "g1"));

    provider.open(spec, Cancellation.none());

    assertThat(fake.seen().get(0).text())
        .contains(
            "\"templateID\":\"mine\"",
            "\"timeout\":420",
            "\"allow_internet_access\":false",
            "\"envVars\":{\"A\":\"1\"}",
            "\"generation\":\"g1\"");
  }

  @Test
  void open_atTheLimitOfSandboxes_isUnavailable() {
    fake.fail(
        "POST /v2/sandboxes",
        new Fault.Answer(FakeReply.json(429, "{\"code\":429,\"message\":\"maximum\"}")));

    assertThatThrownBy(this::open).isInstanceOf(SandboxUnavailable.class);
  }

  @Test
  void open_wrongKey_isAuthenticationFailed() {
    E2bSettings wrong = Clients.settings(fake).apiKey("e2b_wrong").build();
    E2bSandboxProvider other =
        new E2bSandboxProvider(Clients.of(wrong, fake), E2bSandboxOptions.DEFAULT);

    assertThatThrownBy(() -> other.open(SandboxSpec.DEFAULT, Cancellation.none()))
        .isInstanceOf(AuthenticationFailed.class);
  }

  @Test
  void open_preparationFails_endsTheSandbox() {
    fake.fail("MakeDir", new Fault.Answer(FakeReply.json(500, "{\"code\":\"internal\"}")));

    assertThatThrownBy(this::open).isInstanceOf(SandboxUnavailable.class);
    assertThat(fake.cloud().machines()).isEmpty();
  }

  @Test
  void write_diskFull_keepsTheOldContent() {
    Sandbox sandbox = open();
    sandbox.files().write(PATH, FileContent.of("old"));
    fake.fail("POST /files", new Fault.Answer(FakeReply.json(507, "{\"code\":507}")));

    assertThatThrownBy(() -> sandbox.files().write(PATH, FileContent.of("new")))
        .isInstanceOf(QuotaExceeded.class);
    assertThat(sandbox.files().read(PATH).text()).isEqualTo("old");
  }

  @Test
  void run_longerThanHalfTheLease_extendsIt() {
    Sandbox sandbox = open();
    CommandOutput later =
        (stream, text) -> time.advance(Duration.ofSeconds(text.contains("x") ? 200 : 0));

    CommandResult result =
        sandbox
            .commands()
            .orElseThrow()
            .run(Command.of("echo x; sleep 0.3; echo y"), later, Cancellation.none());

    assertThat(result.isSuccess()).isTrue();
    assertThat(machine().endAt()).isEqualTo(time.instant().plusSeconds(300));
    assertThat(fake.lines()).contains("POST /sandboxes/" + sandbox.id() + "/refreshes");
  }

  @Test
  void pause_thenUse_resumesAndFindsTheSameFiles() {
    E2bSandbox sandbox = (E2bSandbox) open();
    sandbox.files().write(PATH, FileContent.of("kept"));

    sandbox.pause();
    assertThat(machine().isPaused()).isTrue();

    assertThat(sandbox.files().read(PATH).text()).isEqualTo("kept");
    assertThat(machine().isPaused()).isFalse();
  }

  @Test
  void pause_filesChangedMeanwhile_isGone() throws IOException {
    E2bSandbox sandbox = (E2bSandbox) open();
    sandbox.files().write(PATH, FileContent.of("kept"));
    sandbox.pause();

    Files.writeString(machine().path("/home/user/workspace/a.txt"), "rolled back");

    assertThatThrownBy(() -> sandbox.files().read(PATH))
        .isInstanceOf(SandboxGone.class)
        .hasMessageContaining("not what they were");
  }

  @Test
  void leaseEnd_withPause_isResumedByTheNextOperation() {
    use(E2bSandboxOptions.DEFAULT.withLeaseEnd(OnTimeout.PAUSE));
    Sandbox sandbox = open();
    sandbox.files().write(PATH, FileContent.of("kept"));

    time.advance(Duration.ofMinutes(6));

    assertThat(sandbox.files().read(PATH).text()).isEqualTo("kept");
  }

  @Test
  void idle_longEnough_isPausedAndResumed() {
    use(E2bSandboxOptions.DEFAULT.withIdlePause(Duration.ofSeconds(60)));
    E2bSandbox sandbox = (E2bSandbox) open();
    sandbox.files().write(PATH, FileContent.of("kept"));

    sandbox.session().pauseIfIdle(Duration.ofSeconds(60));
    assertThat(machine().isPaused()).isFalse();
    time.advance(Duration.ofSeconds(61));
    sandbox.session().pauseIfIdle(Duration.ofSeconds(60));

    assertThat(machine().isPaused()).isTrue();
    assertThat(sandbox.files().read(PATH).text()).isEqualTo("kept");
  }

  @Test
  void idle_pauseFails_forgetsTheHash() throws IOException {
    E2bSandbox sandbox = (E2bSandbox) open();
    sandbox.files().write(PATH, FileContent.of("old"));
    for (int i = 0; i < 4; i++) {
      fake.fail("/pause", new Fault.Answer(FakeReply.json(503, "{\"code\":503}")));
    }
    assertThatThrownBy(sandbox::pause).isInstanceOf(SandboxException.class);
    sandbox.files().write(PATH, FileContent.of("new"));
    sandbox.remote().pause();

    assertThat(sandbox.files().read(PATH).text()).isEqualTo("new");
  }

  @Test
  void pause_whileACommandRuns_comparesNothing() {
    E2bSandbox sandbox = (E2bSandbox) open();
    RunningCommand command =
        sandbox.commands().orElseThrow().start(Command.of("sleep 60"), CommandOutput.SILENT);
    int before = fake.cloud().started();

    sandbox.pause();

    assertThat(fake.cloud().started()).isEqualTo(before);
    assertThat(sandbox.files().list(Optional.empty(), 1)).isEmpty();
    command.kill();
  }

  @Test
  void collect_moreThanIsHeldInMemory_isRefusedBeforeReading() {
    Sandbox sandbox = open();
    Command command = Command.of("truncate -s 40M a.bin; truncate -s 40M b.bin");
    sandbox.commands().orElseThrow().run(command, CommandOutput.SILENT, Cancellation.none());

    assertThatThrownBy(() -> sandbox.files().collect(List.of()))
        .isInstanceOf(SandboxException.QuotaExceeded.class)
        .hasMessageContaining("83886080")
        .hasMessageContaining("67108864");
  }

  @Test
  void run_begunBeforeTheSandboxSeemedGone_isNotBegunTwice() {
    Sandbox sandbox = open();
    fake.fail("Process/Start", new Fault.ResetAfter());
    fake.fail(
        "Process/Connect",
        new Fault.Answer(FakeReply.json(502, "{\"message\":\"The sandbox was not found\"}")));

    CommandResult result =
        sandbox
            .commands()
            .orElseThrow()
            .run(Command.of("echo x >> log"), CommandOutput.SILENT, Cancellation.none());

    assertThat(result.isSuccess()).isTrue();
    assertThat(sandbox.files().read(FilePath.of("log")).text()).isEqualTo("x\n");
  }

  @Test
  void run_somethingHoldsTheOutputAfterTheTimeLimit_endsAllTheSame() {
    Command command =
        Command.of("(env -i setsid sleep 45 &); sleep 60").withTimeLimit(Duration.ofSeconds(1));

    CommandResult result =
        open().commands().orElseThrow().run(command, CommandOutput.SILENT, Cancellation.none());

    assertThat(result.limitHit()).contains(CommandResult.Limit.TIME);
    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(40));
  }

  @Test
  void run_timeLimitAndNoKill_isAFailureAndNoCancellation() {
    Sandbox sandbox = open();
    CommandOutput failing =
        (stream, text) -> {
          for (int i = 0; i < 4; i++) {
            fake.fail("Process/Start", new Fault.Answer(FakeReply.json(503, "{\"code\":503}")));
          }
        };
    Command talking = Command.of("echo x; sleep 60").withTimeLimit(Duration.ofSeconds(1));

    assertThatThrownBy(
            () -> sandbox.commands().orElseThrow().run(talking, failing, Cancellation.none()))
        .isInstanceOf(SandboxException.OperationFailed.class);
  }

  @Test
  void connect_leaseAlmostOver_isExtendedByACommand() {
    SandboxId id = open().id();
    time.advance(Duration.ofSeconds(290));

    Sandbox again = provider.connect(id, Cancellation.none());
    again
        .commands()
        .orElseThrow()
        .run(Command.of("true"), CommandOutput.SILENT, Cancellation.none());

    assertThat(machine().endAt()).isEqualTo(time.instant().plusSeconds(300));
  }

  @Test
  void connect_pausedSandbox_resumesIt() {
    E2bSandbox sandbox = (E2bSandbox) open();
    sandbox.files().write(PATH, FileContent.of("kept"));
    sandbox.remote().pause();

    Sandbox again = provider.connect(sandbox.id(), Cancellation.none());

    assertThat(again.files().read(PATH).text()).isEqualTo("kept");
  }

  @Test
  void publicUrl_running_isTheHostOfThePort() {
    Sandbox sandbox = open();

    assertThat(sandbox.publicUrl(8080).orElseThrow())
        .hasToString("https://8080-" + sandbox.id() + ".e2b.app/");
  }

  @Test
  void open_staticTemplate_waitsUntilItsServerAnswers() throws IOException {
    int port = freePort();
    try (FakeE2b tls = FakeE2b.tls(directory.resolve("tls"), time);
        E2bSandboxProvider secure =
            new E2bSandboxProvider(
                Clients.tls(tls),
                E2bSandboxOptions.DEFAULT.withTemplate(
                    "static", E2bTemplate.of("base").serving(SERVER.formatted(port), port)),
                time)) {
      Sandbox sandbox =
          secure.open(SandboxSpec.DEFAULT.withTemplate("static"), Cancellation.none());

      assertThat(tls.lines()).last().isEqualTo("GET /");
      assertThat(sandbox.publicUrl(port).orElseThrow().toString())
          .startsWith("https://" + port + "-");
      sandbox.close();
    }
  }

  @Test
  void staticSite_servesTheWorkspaceByPython() {
    assertThat(E2bTemplate.staticSite("mine", 8000).server().orElseThrow().command())
        .isEqualTo("exec python3 -m http.server 8000 --bind 127.0.0.1");
  }

  @Test
  void toString_settings_hideTheKey() {
    assertThat(E2bSettings.of("e2b_secret")).asString().doesNotContain("e2b_secret");
  }

  private void use(E2bSandboxOptions options) {
    provider = new E2bSandboxProvider(Clients.plain(fake), options, time);
  }

  private Sandbox open() {
    return provider.open(SandboxSpec.DEFAULT, Cancellation.none());
  }

  private FakeMachine machine() {
    return fake.cloud().machines().iterator().next();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
