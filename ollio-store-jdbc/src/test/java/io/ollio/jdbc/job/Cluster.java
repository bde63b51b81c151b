package io.ollio.jdbc.job;

import io.ollio.OwnerId;
import io.ollio.Sleeper;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.HostTransactions;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import io.ollio.job.JobRunner;
import io.ollio.job.JobStats;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Several nodes on one database; each notes what its jobs do in words such as {@code b ran a#2}.
 */
final class Cluster implements AutoCloseable {
  static final String WORK = "work";
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Object lock = new Object();
  private final List<String> events = new ArrayList<>();
  private final Map<String, CountDownLatch> gates = new HashMap<>();
  private final Map<String, Integer> awayUntil = new ConcurrentHashMap<>();
  private final List<JobRunner> nodes = new ArrayList<>();
  private final TestSchema schema;

  Cluster(TestDatabase database) {
    schema = database.clean();
  }

  /** Jobs with this key wait, on every node, until the gate is opened or they are cancelled. */
  CountDownLatch hold(String key) {
    synchronized (lock) {
      return gates.computeIfAbsent(key, name -> new CountDownLatch(1));
    }
  }

  /** The first tries of this job find the store away. */
  void away(String key, int tries) {
    awayUntil.put(key, tries);
  }

  CuttableDataSource way() {
    return new CuttableDataSource(schema.dataSource());
  }

  JobRunner node(String name, JdbcJobSettings settings) {
    return node(name, settings, way(), InstantSource.system());
  }

  /** A node with its own way to the database and its own clock, not started. */
  JobRunner node(
      String name, JdbcJobSettings settings, CuttableDataSource way, InstantSource clock) {
    Database database = Database.connect(way, schema.schema());
    JdbcUnitOfWork units = new JdbcUnitOfWork(database, HostTransactions.NONE, Sleeper.system());
    JobRunner node = JdbcJobRunner.withClock(units, settings, new DatabaseClock(database, clock));
    node.register(WORK, new Noted(name));
    nodes.add(node);
    return node;
  }

  static Job job(String key, String owner) {
    return new Job(WORK, key, OwnerId.of(owner), key, "{}");
  }

  List<String> events() {
    synchronized (lock) {
      return List.copyOf(events);
    }
  }

  void await(Predicate<List<String>> claim) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (lock) {
      try {
        while (!claim.test(events)) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            throw new AssertionError("Waited in vain, saw " + events);
          }
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting", e);
      }
    }
  }

  void await(String event) {
    await(seen -> seen.contains(event));
  }

  /** Waits until nothing waits and nothing runs. */
  JobStats awaitRest(JobRunner node) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JobStats seen = node.stats();
    while (seen.queued() + seen.running() > 0) {
      if (deadline - System.nanoTime() <= 0) {
        throw new AssertionError("Still " + seen + " after " + events());
      }
      LockSupport.parkNanos(5_000_000);
      seen = node.stats();
    }
    return seen;
  }

  @Override
  public void close() {
    synchronized (lock) {
      gates.values().forEach(CountDownLatch::countDown);
    }
    nodes.forEach(node -> node.close(PATIENCE));
  }

  private void note(String event) {
    synchronized (lock) {
      events.add(event);
      lock.notifyAll();
    }
  }

  private final class Noted implements JobHandler {
    private final String node;

    Noted(String node) {
      this.node = node;
    }

    @Override
    public void run(JobContext context) {
      String label = context.job().key() + "#" + context.attempt();
      note(node + " began " + label);
      if (context.attempt() <= awayUntil.getOrDefault(context.job().key(), 0)) {
        throw new StoreUnavailable("away", true, null);
      }
      CountDownLatch gate;
      synchronized (lock) {
        gate = gates.getOrDefault(context.job().key(), new CountDownLatch(0));
      }
      CountDownLatch go = new CountDownLatch(1);
      Thread waiter = Thread.currentThread();
      try (var ignored =
          context
              .cancellation()
              .onCancel(
                  () -> {
                    note(node + (context.isShutdown() ? " let go " : " stopped ") + label);
                    go.countDown();
                    LockSupport.unpark(waiter);
                  })) {
        while (gate.getCount() > 0 && go.getCount() > 0) {
          LockSupport.parkNanos(2_000_000);
        }
        context.cancellation().throwIfCancelled();
        note(node + " ran " + label);
      }
    }

    @Override
    public void failed(JobContext context, RuntimeException cause) {
      note(node + " failed " + context.job().key());
    }
  }
}
