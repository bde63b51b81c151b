package io.ollio;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits; replaced by a hand-driven one in tests. */
@FunctionalInterface
public interface Sleeper {
  /**
   * Waits for the duration, or shorter when cancelled.
   *
   * @throws OperationCancelled when cancelled or interrupted while waiting
   */
  void sleep(Duration duration, Cancellation cancellation);

  /** Waits on the calling thread by the system's clock. */
  static Sleeper system() {
    return (duration, cancellation) -> {
      CountDownLatch cancelled = new CountDownLatch(1);
      try (Cancellation.Registration ignored = cancellation.onCancel(cancelled::countDown)) {
        if (cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new OperationCancelled("Cancelled while waiting " + duration);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationCancelled("Interrupted while waiting " + duration, e);
      }
    };
  }
}
