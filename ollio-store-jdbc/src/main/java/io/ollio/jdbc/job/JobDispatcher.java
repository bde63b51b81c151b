package io.ollio.jdbc.job;

import io.ollio.jdbc.job.JobGate.Passage;
import io.ollio.jdbc.job.JobTable.Standing;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a worker that goes through the {@link JobGate}: with the ends of its own tries,
 * bundled, and whenever there may be new work. It also tells tries that were cancelled or taken
 * over elsewhere. While the database is away it keeps trying.
 */
final class JobDispatcher {
  private static final Logger log = LoggerFactory.getLogger(JobDispatcher.class);
  private static final Duration FORGETTING = Duration.ofMinutes(10);
  private static final int FORGOTTEN_AT_ONCE = 1_000;

  private final Object lock = new Object();
  private final List<Pending> pending = new ArrayList<>();
  private final PriorityQueue<Long> alarms = new PriorityQueue<>();
  private final JdbcUnitOfWork units;
  private final JobGate gate;
  private final JobTable table;
  private final RunningTries tries;
  private final JdbcJobSettings settings;
  private final DatabaseClock clock;
  private final IntConsumer admitted;
  private final Thread thread;
  private boolean woken;
  private boolean watching;
  private boolean admits = true;
  private boolean closed;
  private boolean failing;
  private long forgotAt;

  /**
   * A dispatcher, not started.
   *
   * @param admitted told how many jobs were handed to the engine
   */
  JobDispatcher(JdbcUnitOfWork units, JobParts parts, RunningTries tries, IntConsumer admitted) {
    this.units = units;
    this.gate = parts.gate();
    this.table = parts.table();
    this.settings = parts.settings();
    this.clock = parts.clock();
    this.tries = tries;
    this.admitted = admitted;
    this.forgotAt = System.nanoTime();
    this.thread = new Thread(null, this::work, "ollio-dispatch", 0, false);
    thread.setDaemon(true);
  }

  /** A try whose end is not stored yet. */
  private record Pending(JobEnd end, CompletableFuture<Void> stored) {}

  void start() {
    thread.start();
  }

  /** There may be work. */
  void wake() {
    synchronized (lock) {
      woken = true;
      lock.notifyAll();
    }
  }

  /** Some running job may have been cancelled. */
  void watch() {
    synchronized (lock) {
      watching = true;
      lock.notifyAll();
    }
  }

  /** Stores the end of a try; done when it is stored. */
  CompletableFuture<Void> end(JobEnd end) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    synchronized (lock) {
      if (closed) {
        stored.completeExceptionally(new IllegalStateException("The worker is closed"));
      } else {
        pending.add(new Pending(end, stored));
        lock.notifyAll();
      }
    }
    return stored;
  }

  /** Hands no more jobs to the engine; ends are still stored. */
  void stopAdmitting() {
    synchronized (lock) {
      admits = false;
    }
  }

  /** Stores what is left, if the database allows it, and ends the thread. */
  void close(Duration longest) {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    try {
      thread.join(longest.toMillis());
      thread.interrupt();
      thread.join(longest.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (awaitWork()) {
        step();
      }
    } catch (InterruptedException e) {
      log.debug("The dispatcher was interrupted at its close");
    } finally {
      giveUp();
    }
  }

  /** Waits for the next thing to do; false when there is nothing more and the worker is closed. */
  private boolean awaitWork() throws InterruptedException {
    synchronized (lock) {
      long deadline = System.nanoTime() + settings.poll().toNanos();
      while (failing || !(closed || woken || watching || !pending.isEmpty())) {
        long left = Math.min(deadline, nextAlarm(deadline)) - System.nanoTime();
        if (left <= 0) {
          woken |= !alarms.isEmpty() && alarms.peek() <= System.nanoTime();
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      while (!alarms.isEmpty() && alarms.peek() <= System.nanoTime()) {
        alarms.remove();
      }
      return !closed || !pending.isEmpty();
    }
  }

  private long nextAlarm(long otherwise) {
    Long first = alarms.peek();
    return first == null ? otherwise : first;
  }

  /** One look at everything; what fails is tried again a moment later. */
  private void step() {
    List<Pending> ends;
    boolean looks;
    synchronized (lock) {
      ends = List.copyOf(pending);
      pending.clear();
      looks = woken || !ends.isEmpty();
      woken = false;
      watching = false;
    }
    try {
      clock.refresh();
      if (looks || units.read(table::hasWork)) {
        pass(ends);
      }
      watchTries();
      forget();
      failing = false;
    } catch (RuntimeException e) {
      log.warn("Jobs cannot be looked after, trying again: {}", e.getMessage());
      log.debug("The reason", e);
      failing = true;
      synchronized (lock) {
        pending.addAll(0, ends.stream().filter(end -> !end.stored().isDone()).toList());
        woken = true;
      }
    }
  }

  private void pass(List<Pending> ends) {
    List<JobEnd> all = ends.stream().map(Pending::end).toList();
    boolean open;
    synchronized (lock) {
      open = admits;
    }
    Passage passage = units.write(handle -> gate.pass(handle, all, open));
    remember(all);
    if (passage.isMoreNew()) {
      wake();
    }
    if (passage.admitted() > 0) {
      admitted.accept(passage.admitted());
    }
    ends.forEach(end -> end.stored().complete(null));
  }

  /** Sets an alarm for each retry. */
  private void remember(List<JobEnd> ends) {
    long now = System.nanoTime();
    synchronized (lock) {
      for (JobEnd end : ends) {
        if (end.state() == JobState.READY) {
          alarms.add(now + end.pause().plusMillis(1).toNanos());
        }
      }
    }
  }

  private void watchTries() {
    Map<Long, JobTry> mine = tries.snapshot();
    if (mine.isEmpty()) {
      return;
    }
    Map<Long, Standing> stored = new HashMap<>();
    units
        .read(handle -> table.standings(handle, mine.keySet()))
        .forEach(standing -> stored.put(standing.id(), standing));
    mine.forEach((id, attempt) -> check(attempt, stored.get(id)));
  }

  private static void check(JobTry attempt, @Nullable Standing standing) {
    if (standing == null || !standing.isHeldBy(attempt.start())) {
      attempt.letGo();
    } else if (standing.isCancelled()) {
      attempt.cancel();
    }
  }

  private void forget() {
    if (System.nanoTime() - forgotAt < FORGETTING.toNanos()) {
      return;
    }
    int count =
        units.write(
            handle ->
                table.forget(handle, clock.instant().minus(settings.history()), FORGOTTEN_AT_ONCE));
    if (count < FORGOTTEN_AT_ONCE) {
      forgotAt = System.nanoTime();
    }
  }

  private void giveUp() {
    List<Pending> left;
    synchronized (lock) {
      closed = true;
      left = List.copyOf(pending);
      pending.clear();
    }
    for (Pending end : left) {
      end.stored().completeExceptionally(new IllegalStateException("The worker is closed"));
    }
  }
}
