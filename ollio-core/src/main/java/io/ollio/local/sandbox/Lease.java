package io.ollio.local.sandbox;

import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Whether a sandbox may be used: until it is ended or its time is over. Thread-safe. */
final class Lease {
  private final SandboxId id;
  private final InstantSource clock;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile Instant end;
  private volatile boolean ended;

  Lease(SandboxId id, InstantSource clock, Duration duration) {
    this.id = id;
    this.clock = clock;
    this.end = clock.instant().plus(duration);
  }

  SandboxId id() {
    return id;
  }

  /**
   * Runs an operation during which {@link #end} waits.
   *
   * @throws SandboxGone instead of running it when the lease is over
   */
  <T> T during(Supplier<T> operation) {
    lock.readLock().lock();
    try {
      check();
      return operation.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Throws {@link SandboxGone} when the lease is over. */
  void check() {
    if (isOver()) {
      throw new SandboxGone(id);
    }
  }

  /** Moves the end to now plus the duration. */
  void extend(Duration duration) {
    during(
        () -> {
          end = clock.instant().plus(duration);
          return end;
        });
  }

  /** Whether it was ended or its time is over. */
  boolean isOver() {
    return ended || left().compareTo(Duration.ZERO) <= 0;
  }

  /** Time left; zero or negative when it is over. */
  Duration left() {
    return Duration.between(clock.instant(), end);
  }

  /** Lets no further operation begin; returns when none is under way. */
  void end() {
    lock.writeLock().lock();
    try {
      ended = true;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
