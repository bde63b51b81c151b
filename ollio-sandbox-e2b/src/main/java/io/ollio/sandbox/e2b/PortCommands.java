package io.ollio.sandbox.e2b;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.SandboxCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** Runs commands in a sandbox, each as a marked script that ends with all it has started. */
final class PortCommands implements SandboxCommands {
  /** Linux takes 128 KiB as one argument; a character may take four bytes. */
  private static final int MAX_SCRIPT_LENGTH = 30_000;

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Session session;
  private final String workspace;
  private final boolean extendsLease;
  private final Parallel parallel;

  PortCommands(Session session, String workspace, boolean extendsLease, Parallel parallel) {
    this.session = session;
    this.workspace = workspace;
    this.extendsLease = extendsLease;
    this.parallel = parallel;
  }

  @Override
  public CommandResult run(Command command, CommandOutput output, Cancellation cancellation) {
    check(command);
    cancellation.throwIfCancelled();
    PortCommand run = new PortCommand(session, workspace, command, output, parallel.executor());
    try (Cancellation.Registration ignored =
        cancellation.onCancel(() -> run.kill(PortCommand.Cause.CANCELLED))) {
      run.start(extendsLease);
      return run.conduct();
    }
  }

  @Override
  public RunningCommand start(Command command, CommandOutput output) {
    check(command);
    PortCommand run = new PortCommand(session, workspace, command, output, parallel.executor());
    BackgroundCommand background = new BackgroundCommand(run);
    CompletableFuture<Void> begun = new CompletableFuture<>();
    parallel.executor().execute(() -> background.conduct(begun));
    awaitBegin(begun, run);
    return background;
  }

  private static void awaitBegin(CompletableFuture<Void> begun, PortCommand run) {
    try {
      begun.get();
    } catch (InterruptedException e) {
      run.kill(PortCommand.Cause.CANCELLED);
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Starting a command was interrupted", e);
    } catch (ExecutionException e) {
      throw BackgroundCommand.rethrown(e);
    }
  }

  private static void check(Command command) {
    InvalidInput.check(
        command.script().length() <= MAX_SCRIPT_LENGTH,
        "command",
        "has "
            + command.script().length()
            + " characters, more than "
            + MAX_SCRIPT_LENGTH
            + ": write it into a file and run that");
    command
        .environment()
        .forEach(
            (name, value) ->
                InvalidInput.check(
                    VARIABLE.matcher(name).matches() && value.indexOf('\0') < 0,
                    "environment",
                    "has a name that is not a shell variable's, or a value with NUL"));
  }
}
