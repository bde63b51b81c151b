package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.CommandResult.Limit;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxException.FileMissing;
import io.ollio.sandbox.SandboxException.SandboxGone;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * How commands end: by a limit, when cancelled, with their sandbox, in the background. Part of
 * {@link SandboxCommandsContract}.
 */
public abstract class SandboxEndingContract extends SandboxLinksContract {
  /** A script that appends to the file {@code beat} until it is killed. */
  protected static final String BEAT_FOR_EVER = "while :; do echo x >> beat; sleep 0.02; done";

  /** For subclasses. */
  protected SandboxEndingContract() {}

  /** Runs a command to its end. */
  protected static CommandResult run(Sandbox sandbox, Command command) {
    return commands(sandbox).run(command, CommandOutput.SILENT, Cancellation.none());
  }

  /** Two looks with some time between them, which a command takes. */
  protected static void assertNothingBeats(Sandbox sandbox) {
    assertThat(
            run(sandbox, "touch beat; wc -c < beat; sleep 0.3; wc -c < beat")
                .stdout()
                .lines()
                .distinct())
        .as("sizes of a file that what should be dead would append to")
        .hasSize(1);
  }

  @Nested
  class Ending {
    @Test
    void run_overTimeLimit_isKilledWithEverythingItStarted() {
      Sandbox sandbox = open();
      Command command =
          Command.of("(" + BEAT_FOR_EVER + ") & trap '' TERM INT HUP; echo x; sleep 60; echo late")
              .withTimeLimit(Duration.ofMillis(700));

      CommandResult result = run(sandbox, command);

      assertThat(result.limitHit()).contains(Limit.TIME);
      assertThat(result.isSuccess()).isFalse();
      assertThat(result.stdout()).isEqualTo("x\n");
      assertThat(result.elapsed()).isBetween(Duration.ofMillis(700), Duration.ofSeconds(10));
      assertNothingBeats(sandbox);
    }

    @Test
    void run_cancelled_throwsWhenTheCommandIsDead() {
      Sandbox sandbox = open();
      CancellationSource cancellation = new CancellationSource();

      assertThatThrownBy(
              () ->
                  commands(sandbox)
                      .run(
                          Command.of("(" + BEAT_FOR_EVER + ") & echo x; sleep 60"),
                          (stream, text) -> cancellation.cancel(),
                          cancellation))
          .isInstanceOf(OperationCancelled.class);

      assertNothingBeats(sandbox);
    }

    @Test
    void run_alreadyCancelled_startsNothing() {
      Sandbox sandbox = open();
      CancellationSource cancellation = new CancellationSource();
      cancellation.cancel();

      assertThatThrownBy(
              () ->
                  commands(sandbox)
                      .run(Command.of("touch started"), CommandOutput.SILENT, cancellation))
          .isInstanceOf(OperationCancelled.class);
      assertThat(sandbox.files().find(FilePath.of("started"))).isEmpty();
    }

    @Test
    void run_threadInterrupted_throwsCancelledAndKeepsTheFlag() {
      Thread caller = Thread.currentThread();

      assertThatThrownBy(
              () ->
                  commands(open())
                      .run(
                          Command.of("echo x; sleep 60"),
                          (stream, text) -> caller.interrupt(),
                          Cancellation.none()))
          .isInstanceOf(OperationCancelled.class);
      assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void run_sandboxClosedMeanwhile_isGone() {
      Sandbox sandbox = open();
      CommandOutput closing = (stream, text) -> new Thread(sandbox::close).start();

      assertThatThrownBy(
              () ->
                  commands(sandbox)
                      .run(Command.of("echo x; sleep 60"), closing, Cancellation.none()))
          .isInstanceOf(SandboxGone.class);
    }

    @Test
    void close_thenCommands_areGone() {
      Sandbox sandbox = open();
      SandboxCommands commands = commands(sandbox);

      sandbox.close();

      assertThatThrownBy(
              () -> commands.run(Command.of("true"), CommandOutput.SILENT, Cancellation.none()))
          .isInstanceOf(SandboxGone.class);
      assertThatThrownBy(() -> commands.start(Command.of("true"), CommandOutput.SILENT))
          .isInstanceOf(SandboxGone.class);
    }
  }

  @Nested
  class Background {
    @Test
    void start_returnsWhileTheCommandRuns() {
      Sandbox sandbox = open();

      RunningCommand command =
          start(sandbox, "until [ -e go ]; do sleep 0.01; done; echo went; exit 4");

      assertThat(command.isRunning()).isTrue();
      assertThat(command.id()).isNotBlank();
      write(sandbox, "go", "");
      CommandResult result = command.await(Cancellation.none());
      assertThat(result.stdout()).isEqualTo("went\n");
      assertThat(result.exitCode()).isEqualTo(4);
      assertThat(command.isRunning()).isFalse();
      assertThat(command.await(Cancellation.none())).isEqualTo(result);
    }

    @Test
    void start_otherCommandsRunMeanwhile() {
      Sandbox sandbox = open();
      RunningCommand command = start(sandbox, "sleep 60");

      assertThat(run(sandbox, "echo meanwhile").stdout()).isEqualTo("meanwhile\n");

      assertThat(command.isRunning()).isTrue();
      command.kill();
    }

    @Test
    void kill_running_isDeadWithEverythingItStarted() {
      Sandbox sandbox = open();
      RunningCommand command = start(sandbox, "(" + BEAT_FOR_EVER + ") & sleep 60");
      run(sandbox, "until [ -s beat ]; do sleep 0.01; done");

      command.kill();
      command.kill();

      assertThat(command.isRunning()).isFalse();
      CommandResult result = command.await(Cancellation.none());
      assertThat(result.isSuccess()).isFalse();
      assertThat(result.limitHit()).isEmpty();
      assertNothingBeats(sandbox);
    }

    @Test
    void await_cancelled_endsTheWaitAndNotTheCommand() {
      RunningCommand command = start(open(), "sleep 60");
      CancellationSource cancellation = new CancellationSource();
      cancellation.cancel();

      assertThatThrownBy(() -> command.await(cancellation)).isInstanceOf(OperationCancelled.class);

      assertThat(command.isRunning()).isTrue();
    }

    @Test
    void start_overTimeLimit_isKilled() {
      RunningCommand command =
          commands(open())
              .start(
                  Command.of("sleep 60").withTimeLimit(Duration.ofMillis(300)),
                  CommandOutput.SILENT);

      assertThat(command.await(Cancellation.none()).limitHit()).contains(Limit.TIME);
    }

    @Test
    void close_withBackgroundCommand_endsIt() {
      Sandbox sandbox = open();
      RunningCommand command = start(sandbox, "sleep 60");

      sandbox.close();

      assertThatThrownBy(() -> command.await(Cancellation.none())).isInstanceOf(SandboxGone.class);
      assertThat(command.isRunning()).isFalse();
    }

    @Test
    void start_inMissingDirectory_isMissing() {
      Command command = Command.of("true").in(FilePath.of("missing"));

      assertThatThrownBy(() -> commands(open()).start(command, CommandOutput.SILENT))
          .isInstanceOf(FileMissing.class);
    }

    private RunningCommand start(Sandbox sandbox, String script) {
      return commands(sandbox).start(Command.of(script), CommandOutput.SILENT);
    }
  }
}
