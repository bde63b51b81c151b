package io.ollio.sandbox.e2b;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A command that a thread of its own listens to. */
final class BackgroundCommand implements RunningCommand {
  private final PortCommand command;
  private final CompletableFuture<CommandResult> end = new CompletableFuture<>();

  BackgroundCommand(PortCommand command) {
    this.command = command;
  }

  /** Stays with the command; tells when it has begun, or why not. */
  void conduct(CompletableFuture<Void> begun) {
    try {
      command.start(false);
      begun.complete(null);
      end.complete(command.conduct());
    } catch (RuntimeException e) {
      begun.completeExceptionally(e);
      end.completeExceptionally(e);
    }
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
    command.kill(PortCommand.Cause.KILLED);
    end.handle((result, failure) -> result).join();
  }

  static RuntimeException rethrown(ExecutionException e) {
    return e.getCause() instanceof RuntimeException failure
        ? failure
        : new CompletionException(e.getCause());
  }
}
