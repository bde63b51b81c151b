package io.ollio.tool;

import io.ollio.llm.ToolSpec;
import java.time.Duration;

/**
 * Something the agent can do. Hosts may add their own.
 *
 * <p>Thread-safety: calls of read-only tools come from several threads at once. Blocking: until
 * done, cancelled or past the time limit. Lifetime: one generation, or longer for the host's own.
 * Limits: the time limit; long results are cut in the middle.
 */
public interface Tool {
  /** Time limit of tools that do not say. */
  Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(60);

  /** Name, description and schema, as the model sees them; always the same. */
  ToolSpec spec();

  /**
   * Runs one call.
   *
   * @param arguments checked against the schema already
   * @param context what there is to work with
   * @return what the model is told; a failure that the model can deal with is a result, too
   * @throws RuntimeException shown to the model as a failure by its message
   * @throws io.ollio.OperationCancelled when the generation is cancelled
   */
  ToolResult run(ToolArguments arguments, ToolContext context);

  /** Whether a call changes nothing, so that neighbouring calls may run at the same time. */
  default boolean isReadOnly() {
    return false;
  }

  /** Longest run of one call. */
  default Duration timeLimit() {
    return DEFAULT_TIME_LIMIT;
  }
}
