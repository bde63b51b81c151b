package io.ollio.hook;

import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;

/**
 * Sees the model calls of every run, and may change them. The tries of one call are one call here.
 *
 * <p>What it throws ends the call and with it the generation: an {@link io.ollio.OllioException} is
 * thrown on as it is, everything else as {@link HookFailed}.
 *
 * <p>Thread-safety: runs call it from several threads at once; the calls of one run come one after
 * the other. Blocking: it holds up its run. Lifetime: the host's. Limits: none.
 */
public interface ModelInterceptor {
  /**
   * A call is about to be made.
   *
   * @return what to send in its place; the stored conversation stays as it is
   */
  default LlmRequest before(LlmRequest request, RunContext run) {
    return request;
  }

  /**
   * The model has answered; its words and files were shown while it wrote.
   *
   * @param request what was sent
   * @return what counts in place of the reply
   */
  default LlmReply after(LlmRequest request, LlmReply reply, RunContext run) {
    return reply;
  }

  /** A call has failed for good, or was cancelled. What this throws is added to the cause. */
  default void failed(LlmRequest request, RuntimeException cause, RunContext run) {}
}
