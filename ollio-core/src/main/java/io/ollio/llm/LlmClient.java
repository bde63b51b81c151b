package io.ollio.llm;

import io.ollio.Cancellation;

/**
 * A language model that can call tools.
 *
 * <p>Thread-safety: one client serves any number of threads at once. Blocking: {@link #complete}
 * blocks its caller and calls the listener on that thread. Lifetime: as long as the host likes; a
 * client holds no state between calls. Limits: every implementation bounds connecting, the wait for
 * the first event, the silence between content events and the whole call.
 */
public interface LlmClient {
  /**
   * Makes one model call and returns its whole reply. Exactly one outcome: the reply, or one
   * exception. A reply is returned only when the model said that it was done (a finish reason or an
   * end marker was seen); everything else is an error.
   *
   * @param request what to send
   * @param listener hears the parts of the reply as they come; an exception thrown by it ends the
   *     call and is thrown on
   * @param cancellation ends the call at any moment, also before the first byte, and closes the
   *     connection
   * @throws LlmException one of its nested types
   * @throws io.ollio.OperationCancelled when cancelled or interrupted
   */
  LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation);
}
