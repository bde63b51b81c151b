package io.ollio.testkit.llm;

import io.ollio.Cancellation;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A model call on a thread of its own, so that a test can look at it while it runs. */
final class PendingCall {
  private final Thread thread;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable LlmReply reply;
  private volatile @Nullable Throwable failure;
  private volatile boolean interruptFlag;

  private PendingCall(
      LlmClient client, LlmRequest request, LlmListener listener, Cancellation cancellation) {
    thread = new Thread(() -> run(client, request, listener, cancellation), "contract model call");
    thread.setDaemon(true);
  }

  static PendingCall start(
      LlmClient client, LlmRequest request, LlmListener listener, Cancellation cancellation) {
    PendingCall call = new PendingCall(client, request, listener, cancellation);
    call.thread.start();
    return call;
  }

  Thread thread() {
    return thread;
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Whether the thread's interrupt flag was set when the call came back. */
  boolean interruptFlag() {
    return interruptFlag;
  }

  LlmReply reply(Duration patience) {
    awaitEnd(patience);
    if (reply == null) {
      throw new AssertionError("The call was to reply, but failed", failure);
    }
    return reply;
  }

  Throwable failure(Duration patience) {
    awaitEnd(patience);
    if (failure == null) {
      throw new AssertionError("The call was to fail, but replied " + reply);
    }
    return failure;
  }

  private void awaitEnd(Duration patience) {
    try {
      if (!over.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("The call has not come back within " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a call", e);
    }
  }

  // Errors are kept too: they are what a listener threw, or a broken client.
  private void run(
      LlmClient client, LlmRequest request, LlmListener listener, Cancellation cancellation) {
    try {
      reply = client.complete(request, listener, cancellation);
    } catch (Throwable e) {
      failure = e;
    } finally {
      interruptFlag = Thread.currentThread().isInterrupted();
      over.countDown();
    }
  }
}
