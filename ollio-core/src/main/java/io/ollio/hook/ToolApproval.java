package io.ollio.hook;

import io.ollio.InvalidInput;
import java.util.concurrent.CompletableFuture;

/**
 * Asked before a tool call runs. A host that asks a person keeps the future and completes it when
 * the person has decided; the library cancels it when the answer is no longer wanted, because the
 * generation was cancelled or the time for an answer has passed.
 *
 * <p>Thread-safety: calls of read-only tools come from several threads at once. Blocking: no, the
 * waiting is the library's. Lifetime: the host's. Limits: the time for an answer; what comes too
 * late, or throws, is a denial.
 */
@FunctionalInterface
public interface ToolApproval {
  /** The decision, now or later. */
  CompletableFuture<Decision> ask(HookedCall call);

  /**
   * What was decided.
   *
   * @param isApproved whether the call may run
   * @param reason why not, for the model and the audit trail; empty when it may
   */
  record Decision(boolean isApproved, String reason) {
    /** Checks that a denial says why. */
    public Decision {
      InvalidInput.check(isApproved || !reason.isBlank(), "reason", "of a denial is blank");
    }

    /** It may run. */
    public static Decision approve() {
      return new Decision(true, "");
    }

    /** It may not run, for this reason. */
    public static Decision deny(String reason) {
      return new Decision(false, reason);
    }
  }
}
