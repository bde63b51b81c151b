package io.ollio.local;

import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs quick actions later, all on one thread that lives only while an action waits. */
final class RetryTimer {
  private final Object lock = new Object();
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::due));
  private final Executor executor;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private @Nullable CancellationSource nap;
  private boolean closed;

  RetryTimer(Executor executor, InstantSource clock, Sleeper sleeper) {
    this.executor = executor;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Runs the action when it is due, unless the timer is closed before. */
  void at(Instant due, Runnable action) {
    CancellationSource current;
    synchronized (lock) {
      if (closed) {
        return;
      }
      alarms.add(new Alarm(due, action));
      if (nap == null) {
        nap = new CancellationSource();
        executor.execute(this::watch);
        return;
      }
      current = nap;
    }
    wake(current);
  }

  /** Drops what waits and ends the thread. */
  void close() {
    CancellationSource last;
    synchronized (lock) {
      closed = true;
      alarms.clear();
      last = nap;
    }
    wake(last);
  }

  private static void wake(@Nullable CancellationSource nap) {
    if (nap != null) {
      nap.cancel();
    }
  }

  private void watch() {
    for (Pause pause = nextPause(); pause != null; pause = nextPause()) {
      try {
        sleeper.sleep(pause.length, pause.wake);
      } catch (OperationCancelled wokenEarly) {
        Thread.interrupted(); // what to do next is decided by the alarms alone
      }
      takeDue().forEach(alarm -> alarm.action.run());
    }
  }

  private @Nullable Pause nextPause() {
    synchronized (lock) {
      Alarm first = alarms.peek();
      if (first == null) {
        nap = null;
        return null;
      }
      nap = new CancellationSource();
      return new Pause(Duration.between(clock.instant(), first.due), nap);
    }
  }

  private List<Alarm> takeDue() {
    Instant now = clock.instant();
    List<Alarm> due = new ArrayList<>();
    synchronized (lock) {
      for (Alarm next = alarms.peek();
          next != null && !next.due.isAfter(now);
          next = alarms.peek()) {
        due.add(alarms.remove());
      }
    }
    return due;
  }

  private record Alarm(Instant due, Runnable action) {}

  private record Pause(Duration length, CancellationSource wake) {}
}
