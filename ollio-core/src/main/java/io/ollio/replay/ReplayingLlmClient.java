package io.ollio.replay;

import io.ollio.Cancellation;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.replay.ReplayException.Deviation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that answers as a recording says, in its order, when it is asked what was asked then.
 *
 * <p>Thread-safety: the calls of one run. Blocking: none. Lifetime: one run. Limits: the calls of
 * the recording.
 */
public final class ReplayingLlmClient implements LlmClient {
  private final Recording recording;
  private int next;
  private @Nullable Deviation deviation;

  /** A model that has given no answer yet. */
  public ReplayingLlmClient(Recording recording) {
    this.recording = recording;
  }

  /**
   * The recorded answer, piece by piece.
   *
   * @throws Deviation when something else is asked than was recorded, or more
   */
  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    return take(request).play(listener);
  }

  /** Recorded calls that were not asked for yet. */
  public synchronized int remaining() {
    return recording.modelCalls() - next;
  }

  /** The first thing that was not as recorded. */
  public synchronized Optional<Deviation> deviation() {
    return Optional.ofNullable(deviation);
  }

  private synchronized RecordedCall take(LlmRequest request) {
    try {
      if (next == recording.modelCalls()) {
        throw new Deviation(
            "Model call " + (next + 1) + " was not recorded; the recording has " + next, "");
      }
      RecordedCall call = recording.calls().get(next);
      new RequestComparison(call, next + 1).check(request);
      next++;
      return call;
    } catch (Deviation e) {
      note(e);
      throw e;
    }
  }

  synchronized void note(Deviation seen) {
    if (deviation == null) {
      deviation = seen;
    }
  }
}
