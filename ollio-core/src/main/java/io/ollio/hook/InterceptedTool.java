package io.ollio.hook;

import io.ollio.OperationCancelled;
import io.ollio.llm.ToolSpec;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tool whose calls an interceptor sees. */
final class InterceptedTool implements Tool {
  private static final Logger log = LoggerFactory.getLogger(InterceptedTool.class);

  private final Tool tool;
  private final ToolInterceptor interceptor;
  private final RunContext run;

  InterceptedTool(Tool tool, ToolInterceptor interceptor, RunContext run) {
    this.tool = tool;
    this.interceptor = interceptor;
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
    return tool.timeLimit();
  }

  @Override
  public ToolResult run(ToolArguments arguments, ToolContext context) {
    HookedCall call = new HookedCall(run, tool.spec(), arguments, context);
    Optional<ToolResult> answer;
    try {
      answer = interceptor.before(call);
    } catch (OperationCancelled e) {
      throw e;
    } catch (RuntimeException e) {
      return ToolResult.error(told("was not run", e));
    }
    return answer.isPresent() ? answer.get() : ran(call);
  }

  private ToolResult ran(HookedCall call) {
    ToolResult result;
    try {
      result = tool.run(call.arguments(), call.context());
    } catch (RuntimeException e) {
      tellFailed(call, e);
      throw e;
    }
    try {
      return interceptor.after(call, result);
    } catch (OperationCancelled e) {
      throw e;
    } catch (RuntimeException e) {
      String content = told("was run, but its result is withheld", e);
      return new ToolResult(content, ToolResult.Outcome.FAILED, result.writtenFiles());
    }
  }

  private void tellFailed(HookedCall call, RuntimeException cause) {
    try {
      interceptor.failed(call, cause);
    } catch (RuntimeException e) {
      told("failed", e);
      if (e != cause) {
        cause.addSuppressed(e);
      }
    }
  }

  private String told(String what, RuntimeException cause) {
    log.warn("A tool interceptor failed in generation {}", run.generation(), cause);
    return tool.spec().name()
        + " "
        + what
        + ": the host's interceptor failed with "
        + cause.getClass().getSimpleName()
        + ".";
  }
}
