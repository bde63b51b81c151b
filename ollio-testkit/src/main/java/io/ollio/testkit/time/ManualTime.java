package io.ollio.testkit.time;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private final List<Nap> naps = new ArrayList<>();
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
      naps.stream().filter(nap -> !nap.end.isAfter(now)).forEach(nap -> nap.over.countDown());
      naps.removeIf(nap -> !nap.end.isAfter(now));
    }
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
    Nap nap = begin(duration);
    try (Cancellation.Registration ignored = cancellation.onCancel(() -> end(nap))) {
      nap.over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted while waiting " + duration, e);
    } finally {
      end(nap);
    }
    cancellation.throwIfCancelled();
  }

  private Nap begin(Duration duration) {
    synchronized (lock) {
      Nap nap = new Nap(now.plus(duration), new CountDownLatch(1));
      naps.add(nap);
      lock.notifyAll();
      return nap;
    }
  }

  private void end(Nap nap) {
    synchronized (lock) {
      naps.remove(nap);
    }
    nap.over.countDown();
  }

  private record Nap(Instant end, CountDownLatch over) {}
}
