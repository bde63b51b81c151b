package io.ollio.local.memory;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.OwnerId;
import io.ollio.project.EventLog;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.ProjectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The events in memory; readers that wait are woken by the commit of what they wait for. */
final class StoredEvents implements EventLog {
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  private final InMemoryUnitOfWork unitOfWork;
  private final StoreTables tables;
  private final ConcurrentMap<GenerationId, Queue> queues = new ConcurrentHashMap<>();

  StoredEvents(InMemoryUnitOfWork unitOfWork, StoreTables tables) {
    this.unitOfWork = unitOfWork;
    this.tables = tables;
  }

  /**
   * Those who wait for one generation's events. Who joins is counted before it looks, and events
   * are there before their queue is looked up: so no wake-up is missed.
   */
  private static final class Queue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int waiting;

    void wake() {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public long append(GenerationId generation, List<NewEvent> events) {
    return unitOfWork.call(
        () -> {
          Generation row =
              tables
                  .generation(generation)
                  .orElseThrow(() -> new ProjectException.GenerationNotFound(generation));
          if (row.state().status().isFinal()) {
            tables.ended.update(tree -> tree.with(StoreTables.endOf(row), generation));
          }
          EventList longer = list(generation).with(List.copyOf(events));
          tables.events.update(tree -> tree.with(generation.value(), longer));
          unitOfWork.afterCommit(() -> wake(generation));
          return longer.lastNumber();
        });
  }

  @Override
  public List<StoredEvent> read(
      OwnerId reader,
      GenerationId generation,
      long after,
      int limit,
      Duration wait,
      Cancellation cancellation) {
    InvalidInput.check(after >= 0, "after", "is " + after + ", must not be negative");
    InvalidInput.check(limit >= 1, "limit", "is " + limit + ", must be at least 1");
    Supplier<List<StoredEvent>> look =
        () -> {
          checkReadable(reader, generation);
          return list(generation).after(after, limit);
        };
    List<StoredEvent> found = look.get();
    boolean waits = found.isEmpty() && wait.compareTo(Duration.ZERO) > 0;
    // A unit that waits for a commit would wait for itself.
    return waits && !unitOfWork.isRunningHere()
        ? await(generation, look, wait, cancellation)
        : found;
  }

  @Override
  public int deleteEndedBefore(Instant time) {
    return unitOfWork.call(
        () -> {
          int[] count = {0};
          Table.Place end = Table.Place.of("", time, "");
          tables
              .ended
              .get()
              .descend(
                  end,
                  (place, id) -> {
                    count[0] += tables.dropTrail(id);
                    tables.ended.update(tree -> tree.without(place));
                    return true;
                  });
          return count[0];
        });
  }

  /** Lets all who wait look again, because what they may read has changed. */
  void wakeAll() {
    queues.values().forEach(Queue::wake);
  }

  private void wake(GenerationId generation) {
    Queue queue = queues.get(generation);
    if (queue != null) {
      queue.wake();
    }
  }

  private List<StoredEvent> await(
      GenerationId generation,
      Supplier<List<StoredEvent>> look,
      Duration wait,
      Cancellation cancellation) {
    Queue queue = join(generation);
    try (Cancellation.Registration ignored = cancellation.onCancel(queue::wake)) {
      queue.lock.lockInterruptibly();
      try {
        return awaitIn(queue, look, wait, cancellation);
      } finally {
        queue.lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled(
          "Interrupted while waiting for events of generation " + generation, e);
    } finally {
      leave(generation);
    }
  }

  private static List<StoredEvent> awaitIn(
      Queue queue, Supplier<List<StoredEvent>> look, Duration wait, Cancellation cancellation)
      throws InterruptedException {
    long left = (wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT).toNanos();
    List<StoredEvent> found = look.get();
    while (found.isEmpty() && left > 0) {
      cancellation.throwIfCancelled();
      left = queue.changed.awaitNanos(left);
      found = look.get();
    }
    return found;
  }

  private Queue join(GenerationId generation) {
    return queues.compute(
        generation,
        (id, known) -> {
          Queue queue = known == null ? new Queue() : known;
          queue.waiting++;
          return queue;
        });
  }

  private void leave(GenerationId generation) {
    queues.computeIfPresent(generation, (id, queue) -> --queue.waiting == 0 ? null : queue);
  }

  private void checkReadable(OwnerId reader, GenerationId id) {
    if (tables.generation(id).filter(row -> tables.isReadable(reader, row.project())).isEmpty()) {
      throw new ProjectException.GenerationNotFound(id);
    }
  }

  private EventList list(GenerationId generation) {
    EventList list = tables.events.get().get(generation.value());
    return list == null ? EventList.EMPTY : list;
  }
}
