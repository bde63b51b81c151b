package io.ollio.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.SandboxException.OperationFailed;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.testkit.sandbox.CommandScript;
import io.ollio.testkit.sandbox.FakeSandbox;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {
  private static final FilePath PAGE = FilePath.of("index.html");
  private static final SandboxSpec OPEN_AT_ONCE = SandboxSpec.DEFAULT.withTemplate("prepared");

  private final CountDownLatch hangs = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CancellationSource cancellation = new CancellationSource();
  private final InMemorySandboxProvider provider = new InMemorySandboxProvider();

  private SandboxSpec spec = SandboxSpec.DEFAULT;

  private Workspace open(Duration patience, Workspace.Listener listener) {
    WorkspaceLimits limits = new WorkspaceLimits(100, 1_000, 10_000, patience);
    FileTree files = FileTree.ofTexts(Map.of("index.html", "before"));
    Workspace workspace = Workspace.open(provider, spec, limits, files, cancellation, listener);
    workspace.prepare();
    return workspace;
  }

  @Test
  void write_beforeAnyCommand_opensNoSandbox() {
    provider.withCommands(CommandScript.printing(Map.of("ls", "")));
    try (Workspace workspace = open(Duration.ofMinutes(1), Workspace.Listener.SILENT)) {
      workspace.extendLease();
      workspace.write(FilePath.of("a.txt"), FileContent.of("a"));

      assertThat(workspace.hasCommands()).isTrue();
      assertThat(workspace.files().find(FilePath.of("a.txt"))).contains(FileContent.of("a"));
      assertThat(provider.opened()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html/site.css", "css"})
  void write_fileAndDirectoryOfOneName_isRefusedAndChangesNothing(String path) {
    try (Workspace workspace = open(Duration.ofMinutes(1), Workspace.Listener.SILENT)) {
      workspace.write(FilePath.of("css/site.css"), FileContent.of("a"));
      FileTree before = workspace.files();

      assertThatThrownBy(() -> workspace.write(FilePath.of(path), FileContent.of("b")))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("is a file");
      assertThat(workspace.files()).isEqualTo(before);
    }
  }

  @Test
  void close_again_isHeardOnce() {
    provider.withCommands(CommandScript.printing(Map.of("ls", "")));
    Recording recording = new Recording();
    Workspace workspace = open(Duration.ofMinutes(1), recording);
    run(workspace, "ls");
    workspace.close();
    workspace.close();
    workspace.write(PAGE, FileContent.of("late"));

    assertThat(recording.heard).containsExactly("opened", "ls", "ended 0", "closed");
  }

  @Test
  void run_firstCommand_findsAllFiles() {
    provider.withCommands(
        (command, files, output, stop) ->
            CommandScript.result(0, files.read(FilePath.of("a.txt")).text(), ""));
    try (Workspace workspace = open(Duration.ofMinutes(1), Workspace.Listener.SILENT)) {
      workspace.write(FilePath.of("a.txt"), FileContent.of("a"));

      assertThat(run(workspace, "cat a.txt").stdout()).isEqualTo("a");
      assertThat(provider.opened().get(0).files().read(PAGE).text()).isEqualTo("before");
    }
  }

  /** The sandbox of a dead worker goes on for a while, and who knows what happens to it. */
  @Test
  void run_afterAResume_findsTheCheckpointsFilesAndNoOthers() {
    provider.withCommands(CommandScript.printing(Map.of("ls", "")));
    Workspace dead = open(Duration.ofMinutes(1), Workspace.Listener.SILENT);
    run(dead, "ls");
    FakeSandbox left = provider.opened().get(0);
    left.files().write(PAGE, FileContent.of("altered"));
    left.files().write(FilePath.of("extra.html"), FileContent.of("extra"));

    try (Workspace resumed = open(Duration.ofMinutes(1), Workspace.Listener.SILENT)) {
      run(resumed, "ls");

      FileTree files = FileTree.ofTexts(Map.of("index.html", "before"));
      assertThat(provider.opened().get(1).files().collect(List.of())).isEqualTo(files);
      assertThat(resumed.files()).isEqualTo(files);
      assertThat(left.commandsSeen()).hasSize(1);
    }
    dead.close();
  }

  /** A lost sandbox may come back with an older disk; its replacement has every change. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_sandboxLostAfterChanges_theNewOneHoldsThemAll(boolean byCommand) {
    provider.withCommands(
        (command, files, output, stop) -> {
          if (command.script().equals("build")) {
            files.write(PAGE, FileContent.of("changed"));
            files.write(FilePath.of("made.js"), FileContent.of("1"));
          }
          return CommandScript.result(0, "", "");
        });
    try (Workspace workspace = open(Duration.ofMinutes(1), Workspace.Listener.SILENT)) {
      run(workspace, byCommand ? "build" : "ls");
      if (!byCommand) {
        workspace.write(PAGE, FileContent.of("changed"));
        workspace.write(FilePath.of("made.js"), FileContent.of("1"));
      }
      provider.opened().get(0).lose();
      run(workspace, "ls");

      FileTree files = FileTree.ofTexts(Map.of("index.html", "changed", "made.js", "1"));
      assertThat(provider.opened().get(1).files().collect(List.of())).isEqualTo(files);
      assertThat(workspace.files()).isEqualTo(files);
    }
  }

  @Test
  void run_noSandboxToBeHad_failsAndTheNextCommandTriesAgain() {
    provider.withCommands(CommandScript.printing(Map.of("ls", "")));
    provider.failNextOpen(() -> new SandboxUnavailable("overloaded", true, null));
    try (Workspace workspace = open(Duration.ofMinutes(1), Workspace.Listener.SILENT)) {
      assertThatThrownBy(() -> run(workspace, "ls")).isInstanceOf(SandboxUnavailable.class);

      assertThat(run(workspace, "ls").exitCode()).isZero();
    }
  }

  @Test
  void run_afterTheEnd_opensNoSandbox() {
    provider.withCommands(CommandScript.printing(Map.of("ls", "")));
    Workspace workspace = open(Duration.ofMinutes(1), Workspace.Listener.SILENT);
    workspace.close();

    assertThatThrownBy(() -> run(workspace, "ls")).isInstanceOf(SandboxGone.class);
    assertThat(provider.opened()).isEmpty();
  }

  /** The next operation of a sandbox hangs until {@link #goOn}, then it is as if it had failed. */
  private CompletableFuture<Void> hangingWrite(Workspace workspace) throws InterruptedException {
    provider.failAtOperation(
        1,
        () -> {
          hangs.countDown();
          awaitGoOn();
          return new OperationFailed("no answer", false, null);
        });
    CompletableFuture<Void> write =
        CompletableFuture.runAsync(() -> workspace.write(PAGE, FileContent.of("after")));
    hangs.await();
    return write;
  }

  private void awaitGoOn() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void files_whileAWriteHangs_failsRetryablyInsteadOfWaitingForEver() throws InterruptedException {
    spec = OPEN_AT_ONCE;
    try (Workspace workspace = open(Duration.ofMillis(200), Workspace.Listener.SILENT)) {
      CompletableFuture<Void> write = hangingWrite(workspace);

      assertThatThrownBy(workspace::files)
          .isInstanceOfSatisfying(OperationFailed.class, e -> assertThat(e.isRetryable()).isTrue())
          .hasMessage("An operation of the sandbox has not ended for 200 ms");
      assertThat(workspace.knownFiles().find(PAGE)).contains(FileContent.of("before"));
      goOn.countDown();
      assertThatThrownBy(write::join).hasCauseInstanceOf(OperationFailed.class);
      assertThat(workspace.files().find(PAGE)).contains(FileContent.of("before"));
    }
  }

  @Test
  void files_whileAWriteHangsAndTheWorkIsCancelled_endsAtOnce() throws InterruptedException {
    spec = OPEN_AT_ONCE;
    try (Workspace workspace = open(Duration.ofMinutes(5), Workspace.Listener.SILENT)) {
      CompletableFuture<Void> write = hangingWrite(workspace);
      cancellation.cancel();

      assertThatThrownBy(workspace::files).isInstanceOf(OperationCancelled.class);
      goOn.countDown();
      assertThatThrownBy(write::join).hasCauseInstanceOf(OperationFailed.class);
    }
  }

  @Test
  void run_sandboxLostBeforeTheChangesWereRead_saysSoAndKeepsTheFilesFromBefore() {
    provider.withCommands(
        (command, files, output, stop) -> {
          files.write(PAGE, FileContent.of("changed"));
          provider.loseSandboxAtOperation(1);
          return CommandScript.result(0, "done", "");
        });
    try (Workspace workspace = open(Duration.ofMinutes(1), Workspace.Listener.SILENT)) {
      assertThatThrownBy(() -> run(workspace, "build"))
          .isInstanceOf(SandboxGone.class)
          .hasMessageContaining("The command ran, but its sandbox was lost");
      assertThat(workspace.files().find(PAGE)).contains(FileContent.of("before"));
      assertThat(provider.opened().get(1).files().read(PAGE).text()).isEqualTo("before");
    }
  }

  @Test
  void run_changesCannotBeReadForAMoment_areReadTheNextTime() {
    provider.withCommands(
        (command, files, output, stop) -> {
          files.write(PAGE, FileContent.of("changed"));
          provider.failAtOperation(1, () -> new OperationFailed("no answer", true, null));
          return CommandScript.result(0, "done", "");
        });
    try (Workspace workspace = open(Duration.ofMinutes(1), Workspace.Listener.SILENT)) {
      assertThatThrownBy(() -> run(workspace, "build")).isInstanceOf(OperationFailed.class);

      assertThat(workspace.files().find(PAGE)).contains(FileContent.of("changed"));
    }
  }

  @Test
  void listener_thatFailsBeforeACommand_keepsItFromRunning() {
    provider.withCommands(CommandScript.printing(Map.of("ls", "")));
    Recording refusing = new Recording();
    refusing.failure = new IllegalStateException("The trail cannot be written");
    try (Workspace workspace = open(Duration.ofMinutes(1), refusing)) {
      assertThatThrownBy(() -> run(workspace, "ls")).isSameAs(refusing.failure);

      assertThat(provider.opened().get(0).commandsSeen()).isEmpty();
    }
  }

  @Test
  void listener_hearsEverySandboxAndCommand() {
    provider.withCommands(CommandScript.printing(Map.of("ls", "")));
    Recording recording = new Recording();
    try (Workspace workspace = open(Duration.ofMinutes(1), recording)) {
      run(workspace, "ls");
      provider.opened().get(0).lose();
      run(workspace, "ls");
    }
    assertThat(recording.heard)
        .containsExactly(
            "opened",
            "ls",
            "ended 0",
            "ls",
            "failed SandboxGone",
            "lost",
            "opened",
            "ls",
            "ended 0",
            "closed");
  }

  private static CommandResult run(Workspace workspace, String script) {
    return workspace.run(Command.of(script), CommandOutput.SILENT, Cancellation.none());
  }

  private static final class Recording implements Workspace.Listener {
    final List<String> heard = new ArrayList<>();
    IllegalStateException failure;

    @Override
    public void onOpened(Isolation isolation) {
      heard.add("opened");
    }

    @Override
    public void onClosed(boolean isLost) {
      heard.add(isLost ? "lost" : "closed");
    }

    @Override
    public void onCommand(Command command) {
      if (failure != null) {
        throw failure;
      }
      heard.add(command.script());
    }

    @Override
    public void onCommandEnded(Command command, CommandResult result) {
      heard.add("ended " + result.exitCode());
    }

    @Override
    public void onCommandFailed(Command command, RuntimeException cause) {
      heard.add("failed " + cause.getClass().getSimpleName());
    }
  }
}
