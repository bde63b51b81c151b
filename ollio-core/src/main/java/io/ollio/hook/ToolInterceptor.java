package io.ollio.hook;

import io.ollio.tool.ToolResult;
import java.util.Optional;

/**
 * Sees the tool calls of every run, and may answer one itself.
 *
 * <p>What it throws becomes an error result for the model, which names the exception's type and not
 * its message; the run goes on.
 *
 * <p>Thread-safety: calls of read-only tools come from several threads at once. Blocking: it uses
 * up the tool's time limit. Lifetime: the host's. Limits: none.
 */
public interface ToolInterceptor {
  /**
   * A call is about to run.
   *
   * @return the answer in place of running it, e.g. {@link ToolResult#refused}; empty to go on
   */
  default Optional<ToolResult> before(HookedCall call) {
    return Optional.empty();
  }

  /**
   * A call has run, or was answered by {@link #before} of another interceptor.
   *
   * @return what the model gets in place of the result; what the call has changed stays changed
   */
  default ToolResult after(HookedCall call, ToolResult result) {
    return result;
  }

  /** A call has thrown, or was cancelled. What this throws is added to the cause. */
  default void failed(HookedCall call, RuntimeException cause) {}
}
