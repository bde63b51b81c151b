package io.ollio.hook;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call of a tool under the tool's own time limit, counted from now on. It runs on a thread of
 * its own, so that a tool that hangs holds up nobody.
 */
final class TimedCall {
  private final Tool tool;
  private final ToolArguments arguments;
  private final ToolContext context;
  private final CancellationSource stop = new CancellationSource();
  private final CompletableFuture<ToolResult> result = new CompletableFuture<>();

  TimedCall(Tool tool, ToolArguments arguments, ToolContext context) {
    this.tool = tool;
    this.arguments = arguments;
    this.context = context;
  }

  ToolResult run() {
    Thread thread = new Thread(this::work, "ollio-approved-" + tool.spec().name());
    thread.setDaemon(true);
    thread.start();
    try (Cancellation.Registration ignored = context.cancellation().onCancel(this::cancel)) {
      return result.get(tool.timeLimit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      stop.cancel();
      return timedOut(tool.timeLimit());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("The tool has broken down", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.cancel();
      throw new OperationCancelled("Interrupted while a tool was running", e);
    }
  }

  private void cancel() {
    result.completeExceptionally(new OperationCancelled("The generation was cancelled"));
    stop.cancel();
  }

  /** Whatever is thrown reaches the thread that waits. */
  private void work() {
    try {
      result.complete(
          tool.run(arguments, new ToolContext(context.workspace(), context.output(), stop)));
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private static ToolResult timedOut(Duration limit) {
    return ToolResult.error(
        "The tool was stopped: it took longer than "
            + limit.toSeconds()
            + " s. What it was to change may be changed or not: look before you go on.");
  }
}
