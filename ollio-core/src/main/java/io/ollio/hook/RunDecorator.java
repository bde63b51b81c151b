package io.ollio.hook;

import io.ollio.llm.LlmClient;
import io.ollio.tool.Tool;
import java.util.List;

/**
 * Wraps the model and the tools of runs.
 *
 * <p>Thread-safety: runs begin on several threads at once. Blocking: it should not. Lifetime: the
 * host's. Limits: none.
 */
@FunctionalInterface
public interface RunDecorator {
  /** What to wrap one run in; asked once for each attempt of a generation. */
  Wrapping begin(RunContext run);

  /** Wraps the model and the tools of one run; asked once for each, the model first. */
  interface Wrapping {
    /**
     * The model to use in place of this one. A call of it is a whole one: repeated tries happen
     * inside.
     */
    default LlmClient model(LlmClient client) {
      return client;
    }

    /** The tools to use in place of these, in the order in which the model sees them. */
    default List<Tool> tools(List<Tool> tools) {
      return tools;
    }
  }
}
