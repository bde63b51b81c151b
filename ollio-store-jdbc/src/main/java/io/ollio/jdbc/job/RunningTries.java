package io.ollio.jdbc.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tries that run on this worker, until their ends are stored. */
final class RunningTries {
  private final Object lock = new Object();
  private final Map<Long, JobTry> tries = new HashMap<>();

  void add(JobTry attempt) {
    synchronized (lock) {
      tries.put(attempt.start().id(), attempt);
    }
  }

  void remove(JobTry attempt) {
    synchronized (lock) {
      tries.remove(attempt.start().id(), attempt);
      lock.notifyAll();
    }
  }

  @Nullable JobTry find(long id) {
    synchronized (lock) {
      return tries.get(id);
    }
  }

  /** The try of this job, when it runs here. */
  Optional<JobTry> find(String name, String key) {
    return snapshot().values().stream()
        .filter(attempt -> attempt.job().name().equals(name) && attempt.job().key().equals(key))
        .findFirst();
  }

  Map<Long, JobTry> snapshot() {
    synchronized (lock) {
      return Map.copyOf(tries);
    }
  }

  int count() {
    synchronized (lock) {
      return tries.size();
    }
  }

  /** Tells all that the worker shuts down, and that there is time to come to a good end. */
  void leaveSoon() {
    snapshot().values().forEach(JobTry::leaveSoon);
  }

  /** Tells all that the time is over. */
  void letGo() {
    List.copyOf(snapshot().values()).forEach(JobTry::letGo);
  }

  /** Waits until none is left; false when that takes longer. */
  boolean awaitNone(Duration longest) {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(longest);
    synchronized (lock) {
      try {
        while (!tries.isEmpty()) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
