package io.ollio.testkit.time;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A clock and a sleeper that stand still until a test moves them. Thread-safe: the code under test
 * sleeps on its own threads, the test calls {@link #awaitSleepers} and then {@link #advance}.
 */
public final class ManualTime implements InstantSource, Sleeper {
  /** Where a new clock stands. */
  public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Object lock = new Object();
  private final Map<CountDownLatch, Instant> naps = new HashMap<>();
  private Instant now = START;

  /** A clock that stands at {@link #START}. */
  public ManualTime() {}

  @Override
  public Instant instant() {
    synchronized (lock) {
      return now;
    }
  }

  /** Moves the clock and wakes whoever has slept long enough, in one step. */
  public void advance(Duration duration) {
    synchronized (lock) {
      now = now.plus(duration);
      naps.entrySet().removeIf(nap -> wakeIfDue(nap.getKey(), nap.getValue()));
    }
  }

  private boolean wakeIfDue(CountDownLatch nap, Instant end) {
    boolean isDue = !end.isAfter(now);
    if (isDue) {
      nap.countDown();
    }
    return isDue;
  }

  /** How many threads sleep now. */
  public int sleepers() {
    synchronized (lock) {
      return naps.size();
    }
  }

  /**
   * Returns as soon as at least {@code count} threads sleep.
   *
   * @throws AssertionError when that does not happen within ten seconds of real time
   */
  public void awaitSleepers(int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (lock) {
      try {
        while (naps.size() < count) {
          TimeUnit.NANOSECONDS.timedWait(lock, checkDeadline(count, deadline));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationCancelled("Interrupted while waiting for " + count + " sleepers", e);
      }
    }
  }

  private long checkDeadline(int count, long deadline) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new AssertionError("Waited for " + count + " sleepers, saw " + naps.size());
    }
    return left;
  }

  /** Sleeps until {@link #advance} has moved the clock far enough; not at all for zero or less. */
  @Override
  public void sleep(Duration duration, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    if (duration.isNegative() || duration.isZero()) {
      return;
    }
    CountDownLatch nap = new CountDownLatch(1);
    try (Cancellation.Registration ignored = cancellation.onCancel(() -> end(nap))) {
      begin(nap, duration);
      nap.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted while waiting " + duration, e);
    } finally {
      end(nap);
    }
    cancellation.throwIfCancelled();
  }

  private void begin(CountDownLatch nap, Duration duration) {
    synchronized (lock) {
      naps.put(nap, now.plus(duration));
      lock.notifyAll();
    }
  }

  private void end(CountDownLatch nap) {
    synchronized (lock) {
      naps.remove(nap);
    }
    nap.countDown();
  }
}
