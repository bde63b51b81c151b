package io.ollio.testkit.llm;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place in a script where the model waits until the test lets it go on. */
public final class LlmGate {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final Object lock = new Object();
  private boolean released;

  /** A closed gate. */
  public LlmGate() {}

  /** Lets the model go on, now or when it comes here. */
  public void release() {
    synchronized (lock) {
      released = true;
      lock.notifyAll();
    }
  }

  /** Whether {@link #release} was called. */
  public boolean isReleased() {
    synchronized (lock) {
      return released;
    }
  }

  /** Writes down that a model came here. */
  public void reach() {
    reached.countDown();
  }

  /**
   * Returns as soon as a model has come here.
   *
   * @throws AssertionError when that does not happen in time
   */
  public void awaitReached(Duration patience) {
    try {
      if (!reached.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("No model call came to the gate within " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted while waiting for a model call", e);
    }
  }

  /**
   * Waits here until released.
   *
   * @throws OperationCancelled when cancelled or interrupted before
   */
  public void pass(Cancellation cancellation) {
    reach();
    try (Cancellation.Registration ignored = cancellation.onCancel(this::wake)) {
      synchronized (lock) {
        while (!released && !cancellation.isCancelled()) {
          lock.wait();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted while waiting at a gate", e);
    }
    cancellation.throwIfCancelled();
  }

  private void wake() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }
}
