package io.ollio.jdbc.project;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.jdbc.notify.Signals;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Those who wait for a generation's events. They look again when they are woken, and now and then,
 * because nobody may tell of what another process has stored.
 */
final class Waiters {
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);
  private static final Duration SAFETY_NET = Duration.ofSeconds(5);
  private static final String TOPIC = "event";

  private final Signals signals;
  private final Duration pollInterval;
  private final AtomicBoolean listens = new AtomicBoolean();
  private final ReentrantLock gate = new ReentrantLock();
  private final Map<String, Queue> queues = new HashMap<>();

  /**
   * Nobody waits yet.
   *
   * @param pollInterval how often to look for what other processes store and tell nobody of
   */
  Waiters(Signals signals, Duration pollInterval) {
    this.signals = signals;
    this.pollInterval = signals.reachesOthers() ? SAFETY_NET : pollInterval;
  }

  private static final class Queue {
    private final Condition changed;
    private long wakeUps;
    private int waiting;

    Queue(Condition changed) {
      this.changed = changed;
    }

    private void wake() {
      wakeUps++;
      changed.signalAll();
    }
  }

  /** Tells those who wait, here and elsewhere, that events of the generation are committed. */
  void tell(String generation) {
    wake(generation);
    signals.send(TOPIC, generation);
  }

  private void hear(String generation) {
    if (generation.equals(Signals.ANYTHING)) {
      wakeAll();
    } else {
      wake(generation);
    }
  }

  private void wake(String generation) {
    gate.lock();
    try {
      Queue queue = queues.get(generation);
      if (queue != null) {
        queue.wake();
      }
    } finally {
      gate.unlock();
    }
  }

  void wakeAll() {
    gate.lock();
    try {
      queues.values().forEach(Queue::wake);
    } finally {
      gate.unlock();
    }
  }

  /** Looks until something is found, it is cancelled, or the time is over. */
  <T> List<T> await(
      String generation, Supplier<List<T>> look, Duration wait, Cancellation cancellation) {
    if (listens.compareAndSet(false, true)) {
      signals.listen(TOPIC, this::hear); // not before somebody waits: it may take a connection
    }
    long deadline =
        System.nanoTime() + (wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT).toNanos();
    Queue queue = join(generation);
    try (Cancellation.Registration ignored = cancellation.onCancel(() -> wake(generation))) {
      while (true) {
        long seen = wakeUps(queue);
        List<T> found = look.get();
        if (!found.isEmpty() || System.nanoTime() >= deadline) {
          return found;
        }
        cancellation.throwIfCancelled();
        awaitWakeUp(queue, seen, Math.min(deadline - System.nanoTime(), pollInterval.toNanos()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled(
          "Interrupted while waiting for events of generation " + generation, e);
    } finally {
      leave(generation, queue);
    }
  }

  private Queue join(String generation) {
    gate.lock();
    try {
      Queue queue = queues.computeIfAbsent(generation, id -> new Queue(gate.newCondition()));
      queue.waiting++;
      return queue;
    } finally {
      gate.unlock();
    }
  }

  private void leave(String generation, Queue queue) {
    gate.lock();
    try {
      queue.waiting--;
      if (queue.waiting == 0) {
        queues.remove(generation);
      }
    } finally {
      gate.unlock();
    }
  }

  private long wakeUps(Queue queue) {
    gate.lock();
    try {
      return queue.wakeUps;
    } finally {
      gate.unlock();
    }
  }

  private void awaitWakeUp(Queue queue, long seen, long nanos) throws InterruptedException {
    gate.lockInterruptibly();
    try {
      long left = nanos;
      while (queue.wakeUps == seen && left > 0) {
        left = queue.changed.awaitNanos(left);
      }
    } finally {
      gate.unlock();
    }
  }
}
