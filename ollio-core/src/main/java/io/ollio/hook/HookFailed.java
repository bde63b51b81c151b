package io.ollio.hook;

import io.ollio.OllioException;
import io.ollio.project.GenerationId;

/** Code of the host threw something that is no {@link OllioException}, which is the cause. */
public final class HookFailed extends OllioException {
  private static final long serialVersionUID = 1L;

  /** Which hook, in a few words, and in which generation. */
  public HookFailed(String hook, GenerationId generation, RuntimeException cause) {
    super(
        "The host's "
            + hook
            + " failed in generation "
            + generation
            + " with "
            + cause.getClass().getSimpleName()
            + "; see the host's log",
        cause);
  }
}
