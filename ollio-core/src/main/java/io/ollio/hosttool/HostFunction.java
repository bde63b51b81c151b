package io.ollio.hosttool;

import io.ollio.tool.ToolContext;
import org.jspecify.annotations.Nullable;

/**
 * The host's function behind a tool.
 *
 * <p>Thread-safety: a read-only one is called from several threads at once. Blocking: it may, up to
 * the tool's time limit. Lifetime: the host's. Limits: the result's JSON text has at most {@link
 * HostTool#MAX_RESULT_LENGTH} characters, of which the model sees the agent's own limit.
 *
 * @param <A> the record of its arguments
 */
@FunctionalInterface
public interface HostFunction<A extends Record> {
  /**
   * Does it.
   *
   * @return what the model reads: a text, a {@link io.ollio.tool.ToolResult}, or anything made of
   *     records, collections, maps with text keys, arrays, optionals, enums, numbers, times and
   *     texts, which is written as JSON; null is written as {@code null}
   * @throws Exception shown to the model as a failure by its message
   */
  @Nullable Object call(A arguments) throws Exception;

  /**
   * A function that works with the generation's files or wants to know when to stop.
   *
   * @param <A> the record of its arguments
   */
  @FunctionalInterface
  interface InContext<A extends Record> {
    /** Does it; see {@link HostFunction#call}. */
    @Nullable Object call(A arguments, ToolContext context) throws Exception;
  }
}
