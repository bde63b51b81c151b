package io.ollio.tool;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.InvalidInput;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.llm.ToolCall;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tool calls of one model reply: checks each against its schema, lets neighbouring reads
 * run at the same time and everything else in order, bounds each in time and size. Every call gets
 * exactly one result; the only exception is a cancellation.
 */
public final class ToolRunner {
  /** Most calls of one reply that are run; the others are answered with a request to call again. */
  public static final int MAX_CALLS = 64;

  private static final Logger log = LoggerFactory.getLogger(ToolRunner.class);

  private final Toolbox tools;
  private final Workspace workspace;
  private final Executor executor;
  private final int maxResultLength;
  private final Listener listener;

  /**
   * A runner for one generation.
   *
   * @param executor runs the tools, so that one that hangs does not hang the generation
   * @param maxResultLength longest result, in characters
   */
  public ToolRunner(
      Toolbox tools,
      Workspace workspace,
      Executor executor,
      int maxResultLength,
      Listener listener) {
    this.tools = tools;
    this.workspace = workspace;
    this.executor = executor;
    this.maxResultLength = maxResultLength;
    this.listener = listener;
  }

  /**
   * Runs the calls and returns their results in the same order.
   *
   * @throws OperationCancelled when cancelled; running tools were told to stop
   */
  public List<ToolResult> runAll(List<ToolCall> calls, Cancellation cancellation) {
    List<ToolResult> results = new ArrayList<>();
    for (int next = 0; next < calls.size(); ) {
      int end = endOfGroup(calls, next);
      results.addAll(runGroup(calls.subList(next, end), next, cancellation));
      next = end;
    }
    return results;
  }

  /** Answers every call with the same error, without running any. */
  public List<ToolResult> refuseAll(List<ToolCall> calls, String reason) {
    return calls.stream().map(call -> refuse(call, reason)).toList();
  }

  private int endOfGroup(List<ToolCall> calls, int start) {
    int end = start;
    while (end < calls.size() && isReadOnly(calls.get(end))) {
      end++;
    }
    return Math.max(end, start + 1);
  }

  private boolean isReadOnly(ToolCall call) {
    return tools.find(call.name()).map(entry -> entry.tool().isReadOnly()).orElse(false);
  }

  private List<ToolResult> runGroup(List<ToolCall> group, int offset, Cancellation cancellation) {
    List<Running> running = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      running.add(start(group.get(i), offset + i, cancellation));
    }
    return running.stream().map(call -> finish(call, cancellation)).toList();
  }

  /** A call under way, or one that has its result without having been run. */
  private record Running(
      ToolCall call,
      CompletableFuture<ToolResult> result,
      Duration limit,
      long startedAt,
      CancellationSource stop,
      Cancellation.Registration link) {
    /** What is left of the time limit; parallel calls use theirs up together. */
    long nanosLeft() {
      return Math.max(0, limit.toNanos() - (System.nanoTime() - startedAt));
    }
  }

  private Running start(ToolCall call, int position, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    listener.onToolStarted(call);
    CancellationSource stop = new CancellationSource();
    Optional<Toolbox.Entry> entry = tools.find(call.name());
    ArgumentSchema.Checked checked =
        entry.map(found -> found.schema().check(call.arguments())).orElse(ArgumentSchema.UNCHECKED);
    if (position >= MAX_CALLS || entry.isEmpty() || checked.arguments().isEmpty()) {
      ToolResult refusal = refusal(call, position, checked);
      return new Running(
          call, CompletableFuture.completedFuture(refusal), Duration.ZERO, 0, stop, () -> {});
    }
    Tool tool = entry.get().tool();
    ToolArguments arguments = checked.arguments().get();
    ToolContext context =
        new ToolContext(
            workspace, (stream, text) -> listener.onToolOutput(call, stream, text), stop);
    long startedAt = System.nanoTime();
    CompletableFuture<ToolResult> result =
        CompletableFuture.supplyAsync(() -> answer(tool, arguments, context), executor);
    Cancellation.Registration link =
        cancellation.onCancel(
            () -> {
              result.completeExceptionally(new OperationCancelled("The generation was cancelled"));
              stop.cancel();
            });
    return new Running(call, result, tool.timeLimit(), startedAt, stop, link);
  }

  private static ToolResult answer(Tool tool, ToolArguments arguments, ToolContext context) {
    ToolResult result = tool.run(arguments, context);
    return Objects.requireNonNullElseGet(
        result, () -> ToolResult.error("The tool gave no result at all."));
  }

  private ToolResult refusal(ToolCall call, int position, ArgumentSchema.Checked checked) {
    if (position >= MAX_CALLS) {
      return ToolResult.refused(
          "Not run: a reply may hold at most " + MAX_CALLS + " calls. Call again.");
    }
    if (tools.find(call.name()).isEmpty()) {
      return ToolResult.refused(
          "There is no tool \""
              + TextLimit.cutMiddle(call.name(), 100)
              + "\". The tools are "
              + String.join(", ", tools.names())
              + ".");
    }
    return ToolResult.refused(
        "Not run: " + String.join("; ", checked.problems()) + ". Correct the call.");
  }

  private ToolResult finish(Running running, Cancellation cancellation) {
    try (Cancellation.Registration ignored = running.link()) {
      ToolResult result = bounded(await(running, cancellation));
      listener.onToolFinished(running.call(), result);
      return result;
    }
  }

  private ToolResult await(Running running, Cancellation cancellation) {
    try {
      return running.result().get(running.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      running.stop().cancel();
      log.warn("Tool {} passed its limit of {}", running.call().name(), running.limit());
      return ToolResult.error(
          "The tool was stopped: it took longer than "
              + running.limit().toSeconds()
              + " s. What it was to change may be changed or not: look before you go on.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.stop().cancel();
      throw new OperationCancelled("Interrupted while a tool was running", e);
    } catch (ExecutionException e) {
      return failure(running.call(), e.getCause() == null ? e : e.getCause(), cancellation);
    }
  }

  private static ToolResult failure(ToolCall call, Throwable cause, Cancellation cancellation) {
    if (cause instanceof OperationCancelled cancelled) {
      cancellation.throwIfCancelled();
      return ToolResult.error("The tool was stopped: " + cancelled.getMessage());
    }
    if (cause instanceof OllioException known) {
      if (known instanceof SandboxUnavailable) {
        log.warn("There is no sandbox for tool {}", call.name(), known);
      } else {
        log.debug("Tool {} failed: {}", call.name(), known.getMessage());
      }
      String message = call.name() + " failed: " + known.getMessage();
      return isRefusal(known) ? ToolResult.refused(message) : ToolResult.error(message);
    }
    log.warn("Tool {} threw", call.name(), cause);
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return ToolResult.error(
        call.name() + " failed with " + cause.getClass().getSimpleName() + message);
  }

  private static boolean isRefusal(OllioException known) {
    return known instanceof InvalidInput
        || known instanceof FileRefused
        || known instanceof QuotaExceeded;
  }

  private ToolResult refuse(ToolCall call, String reason) {
    listener.onToolStarted(call);
    ToolResult result = ToolResult.refused(reason);
    listener.onToolFinished(call, result);
    return result;
  }

  private ToolResult bounded(ToolResult result) {
    String content = result.content().isEmpty() ? "(no output)" : result.content();
    return new ToolResult(
        TextLimit.cutMiddle(content, maxResultLength), result.outcome(), result.writtenFiles());
  }

  /**
   * Hears what the tools do; calls of tools that run at the same time come from several threads.
   */
  public interface Listener {
    /** A call begins. */
    void onToolStarted(ToolCall call);

    /** A command of a call has written something. */
    void onToolOutput(ToolCall call, CommandOutput.Stream stream, String text);

    /** A call has its result; comes once for every call, also for one that was refused. */
    void onToolFinished(ToolCall call, ToolResult result);
  }
}
