package io.ollio.hook;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.hook.ToolApproval.Decision;
import io.ollio.llm.ToolSpec;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tool whose calls run only when somebody approves. Waiting does not use up its time limit. */
final class ApprovedTool implements Tool {
  private static final Logger log = LoggerFactory.getLogger(ApprovedTool.class);

  /** On top of both limits, so that the inner ones are the ones that are reached. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Tool tool;
  private final ToolApproval approval;
  private final Duration patience;
  private final RunContext run;

  ApprovedTool(Tool tool, ToolApproval approval, Duration patience, RunContext run) {
    this.tool = tool;
    this.approval = approval;
    this.patience = patience;
    this.run = run;
  }

  @Override
  public ToolSpec spec() {
    return tool.spec();
  }

  @Override
  public boolean isReadOnly() {
    return tool.isReadOnly();
  }

  @Override
  public Duration timeLimit() {
    return patience.plus(tool.timeLimit()).plus(GRACE);
  }

  @Override
  public ToolResult run(ToolArguments arguments, ToolContext context) {
    Decision decision = decide(new HookedCall(run, tool.spec(), arguments, context));
    context.cancellation().throwIfCancelled();
    return decision.isApproved()
        ? new TimedCall(tool, arguments, context).run()
        : ToolResult.refused(
            "Not run: " + decision.reason() + " Do not repeat the call; go on without it.");
  }

  private Decision decide(HookedCall call) {
    CompletableFuture<Decision> answer;
    try {
      answer = approval.ask(call);
    } catch (RuntimeException e) {
      return failed(e);
    }
    Cancellation cancellation = call.context().cancellation();
    try (Cancellation.Registration ignored = cancellation.onCancel(() -> answer.cancel(true))) {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return Decision.deny("nobody has approved it within " + patience.toSeconds() + " s.");
    } catch (ExecutionException e) {
      return failed(e);
    } catch (CancellationException e) {
      cancellation.throwIfCancelled();
      return Decision.deny("the question was withdrawn.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      throw new OperationCancelled("Interrupted while waiting for an approval", e);
    }
  }

  private Decision failed(Exception cause) {
    log.warn("An approval failed in generation {}", run.generation(), cause);
    return Decision.deny("the approval could not be had.");
  }
}
