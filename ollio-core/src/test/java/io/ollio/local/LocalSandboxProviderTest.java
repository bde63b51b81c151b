package io.ollio.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSandboxProviderTest {
  @TempDir Path directory;
  private LocalSandboxProvider provider;

  @AfterEach
  void closeProvider() {
    if (provider != null) {
      provider.close();
    }
  }

  private Sandbox open(LocalSandboxSettings settings, SandboxSpec spec) {
    if (provider == null) {
      provider = new LocalSandboxProvider(settings.withDirectory(directory));
    }
    return provider.open(spec, Cancellation.none());
  }

  private Sandbox openUnisolated(SandboxSpec spec) {
    return open(LocalSandboxSettings.DEFAULT.runCommandsOnThisHostWithoutAnyIsolation(true), spec);
  }

  private static CommandResult run(Sandbox sandbox, Command command) {
    return sandbox.commands().orElseThrow().run(command, CommandOutput.SILENT, Cancellation.none());
  }

  @Test
  void open_filesOfOthers_areOutOfReach() throws IOException {
    Sandbox sandbox = open(LocalSandboxSettings.DEFAULT, SandboxSpec.DEFAULT);
    sandbox.files().write(FilePath.of("a.txt"), FileContent.of("x"));

    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> closed =
          all.filter(path -> path.toString().contains("local-") && Files.isDirectory(path))
              .toList();
      assertThat(closed).hasSize(3);
      for (Path path : closed) {
        assertThat(Files.getPosixFilePermissions(path).toString())
            .doesNotContain("OTHERS_WRITE", "OTHERS_READ", "GROUP_READ", "GROUP_WRITE");
      }
    }
  }

  @Test
  void open_insisted_runsCommandsAndSaysThatNothingIsIsolated() {
    Sandbox sandbox = openUnisolated(SandboxSpec.DEFAULT);

    assertThat(run(sandbox, Command.of("echo hi")).stdout()).isEqualTo("hi\n");
    assertThat(sandbox.isolation().separatesCommands()).isFalse();
    assertThat(sandbox.isolation().mechanism()).isEqualTo("none");
    assertThat(sandbox.isolation().detail()).contains("WITHOUT ANY ISOLATION");
  }

  @Test
  void run_insisted_seesNothingOfTheHostsEnvironment() {
    Sandbox sandbox = openUnisolated(SandboxSpec.DEFAULT);

    assertThat(run(sandbox, Command.of("env | cut -d= -f1 | sort")).stdout().lines())
        .containsExactly("HOME", "LANG", "OLLIO_COMMAND", "PATH", "PWD", "SHLVL", "_");
  }

  @Test
  void run_insisted_daemonInItsOwnSession_isKilled() {
    Sandbox sandbox = openUnisolated(SandboxSpec.DEFAULT);

    run(sandbox, Command.of("(setsid setsid sleep 61 </dev/null >/dev/null 2>&1 &) ; sleep 0.1"));

    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.endsWith("sleep 61")))
        .isEmpty();
  }

  @Test
  void run_variableThatIsNoVariable_isInvalid() {
    Sandbox sandbox = openUnisolated(SandboxSpec.DEFAULT);
    Command command = Command.of("true").withEnvironment(Map.of("A=B", "x"));

    assertThatThrownBy(() -> run(sandbox, command))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("environment");
  }

  /** A tenth of a processor, so that a busy machine cannot hide that the command keeps it busy. */
  @Test
  void run_cpuMonitor_killsWhatKeepsItsProcessorsBusyThroughTheWindow() {
    Resources tenth = new Resources(192L << 20, 0.1, 32L << 20, 2_000, 64);
    Sandbox sandbox =
        open(
            LocalSandboxSettings.DEFAULT
                .withCpuMonitor(Duration.ofMillis(500))
                .runCommandsOnThisHostWithoutAnyIsolation(true),
            SandboxSpec.DEFAULT.withResources(tenth));
    Command spin = Command.of("while :; do :; done").withTimeLimit(Duration.ofMinutes(2));

    assertThat(run(sandbox, spin).limitHit()).contains(CommandResult.Limit.CPU);
  }

  @Test
  void open_unknownTemplate_isUnavailable() {
    assertThatThrownBy(
            () -> open(LocalSandboxSettings.DEFAULT, SandboxSpec.DEFAULT.withTemplate("react")))
        .isInstanceOf(SandboxUnavailable.class)
        .hasMessageContaining("react");
  }

  @Test
  void open_directoryThatIsAFile_isUnavailable() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    provider = new LocalSandboxProvider(LocalSandboxSettings.DEFAULT.withDirectory(file));

    assertThatThrownBy(() -> provider.open(SandboxSpec.DEFAULT, Cancellation.none()))
        .isInstanceOf(SandboxUnavailable.class);
  }

  @Test
  void publicUrl_portOutOfRange_isInvalid() {
    Sandbox sandbox = open(LocalSandboxSettings.DEFAULT, SandboxSpec.DEFAULT);

    assertThatThrownBy(() -> sandbox.publicUrl(0)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> sandbox.publicUrl(65_536)).isInstanceOf(InvalidInput.class);
    assertThat(sandbox.publicUrl(8080)).isEqualTo(Optional.empty());
  }

  @Test
  void lease_over_sandboxClosesItselfAndKillsItsCommands() throws IOException {
    Sandbox sandbox = openUnisolated(SandboxSpec.DEFAULT.withLease(Duration.ofMillis(400)));
    RunningCommand command =
        sandbox.commands().orElseThrow().start(Command.of("sleep 60"), CommandOutput.SILENT);

    assertThatThrownBy(() -> command.await(Cancellation.none())).isInstanceOf(SandboxGone.class);

    sandbox.close();
    try (Stream<Path> roots = Files.list(directory)) {
      assertThat(roots.toList().get(0)).isDirectoryNotContaining("glob:**/local-*");
    }
  }

  @Test
  void close_provider_closesItsSandboxesAndOpensNoMore() {
    Sandbox sandbox = open(LocalSandboxSettings.DEFAULT, SandboxSpec.DEFAULT);

    provider.close();
    provider.close();

    assertThatThrownBy(() -> sandbox.files().list(Optional.empty(), 1))
        .isInstanceOf(SandboxGone.class);
    assertThat(directory).isEmptyDirectory();
    assertThatThrownBy(() -> open(LocalSandboxSettings.DEFAULT, SandboxSpec.DEFAULT))
        .isInstanceOf(SandboxUnavailable.class);
  }

  @Test
  void close_hostileTree_leavesNothing() throws IOException {
    Sandbox sandbox = openUnisolated(SandboxSpec.DEFAULT);
    run(
        sandbox,
        Command.of(
            "mkdir $'\\xff'; cd $'\\xff'; touch {1..300};"
                + " p=$(printf 'long-enough-to-pass-every-limit/%.0s' {1..100});"
                + " for i in {1..15}; do mkdir -p $p && cd -P $p; done; touch x; chmod 0 ~"));

    sandbox.close();

    try (Stream<Path> roots = Files.list(directory)) {
      assertThat(roots.toList().get(0)).isDirectoryNotContaining("glob:**/local-*");
    }
  }
}
