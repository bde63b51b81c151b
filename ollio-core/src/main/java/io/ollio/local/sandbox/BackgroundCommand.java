package io.ollio.local.sandbox;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** A command that a thread of its own stays with. */
final class BackgroundCommand implements RunningCommand {
  private final LocalCommand command;
  private final CompletableFuture<CommandResult> end = new CompletableFuture<>();

  private BackgroundCommand(LocalCommand command) {
    this.command = command;
  }

  /** Starts the thread, which runs {@code conduct} and keeps what comes of it. */
  static BackgroundCommand start(LocalCommand command, Supplier<CommandResult> conduct) {
    BackgroundCommand background = new BackgroundCommand(command);
    Thread thread =
        new Thread(
            null, () -> background.complete(conduct), "ollio-command-" + background.id(), 0, false);
    thread.setDaemon(true);
    thread.start();
    return background;
  }

  @Override
  public String id() {
    return Long.toString(command.pid());
  }

  @Override
  public boolean isRunning() {
    return !end.isDone();
  }

  @Override
  public CommandResult await(Cancellation cancellation) {
    CompletableFuture<CommandResult> wait = end.copy();
    try (Cancellation.Registration ignored = cancellation.onCancel(() -> wait.cancel(false))) {
      return wait.get();
    } catch (CancellationException e) {
      throw new OperationCancelled("Waiting for command " + id() + " was cancelled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Waiting for command " + id() + " was interrupted", e);
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  @Override
  public void kill() {
    command.kill(LocalCommand.Cause.KILLED);
    end.handle((result, failure) -> result).join();
  }

  private void complete(Supplier<CommandResult> conduct) {
    try {
      end.complete(conduct.get());
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  private static RuntimeException rethrown(ExecutionException e) {
    return e.getCause() instanceof RuntimeException failure
        ? failure
        : new CompletionException(e.getCause());
  }
}
