package io.ollio.testkit.job;

import io.ollio.OwnerId;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobRunner;
import io.ollio.job.JobStats;
import io.ollio.local.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the topics of {@link JobRunnerContract} share: a runner, a probe, and how to wait. */
abstract class JobTopic {
  /** The job name that the probe handles. */
  static final String WORK = "work";

  /** A script that fails at every try, in a way worth a retry. */
  static final Consumer<JobContext> BUSY =
      context -> {
        throw new Probe.Busy();
      };

  /** A script that fails in a way no retry mends. */
  static final Consumer<JobContext> BROKEN =
      context -> {
        throw new Probe.Broken();
      };

  private static final long POLL_NANOS = 1_000_000;

  /** For what a test does beside its own thread. */
  final ExecutorService threads = Threads.newTaskExecutor("contract");

  private final List<JobRunner> opened = new ArrayList<>();
  JobRunnerFixture fixture;
  Probe probe;

  abstract JobRunnerFixture openFixture();

  @BeforeEach
  void openAdapter() {
    fixture = openFixture();
    probe = new Probe(fixture.clock(), fixture.patience());
  }

  @AfterEach
  void closeAdapter() {
    try (JobRunnerFixture last = fixture) {
      probe.openGates();
      opened.forEach(runner -> runner.close(last.patience()));
    } finally {
      threads.shutdownNow();
    }
  }

  /** A runner whose handler is the probe, not started. */
  JobRunner open(JobLimits limits) {
    JobRunner runner = fixture.open(limits);
    opened.add(runner);
    runner.register(WORK, probe);
    return runner;
  }

  /** A started runner whose handler is the probe. */
  JobRunner start(JobLimits limits) {
    JobRunner runner = open(limits);
    runner.start();
    return runner;
  }

  /** Ann's job, which shares its serial key with no other. */
  static Job job(String key) {
    return job(key, "ann");
  }

  static Job job(String key, String owner) {
    return job(key, owner, key);
  }

  static Job job(String key, String owner, String serialKey) {
    return new Job(WORK, key, OwnerId.of(owner), serialKey, "{\"n\":1}");
  }

  /** Returns as soon as exactly so many jobs wait and run. */
  JobStats awaitStats(JobRunner runner, long queued, long running) {
    long deadline = System.nanoTime() + fixture.patience().toNanos();
    JobStats seen = runner.stats();
    while (seen.queued() != queued || seen.running() != running) {
      if (deadline - System.nanoTime() <= 0) {
        throw new AssertionError(
            "Waited for " + queued + " queued and " + running + " running, saw " + seen);
      }
      LockSupport.parkNanos(POLL_NANOS);
      seen = runner.stats();
    }
    return seen;
  }

  /** Returns as soon as nothing waits and nothing runs. */
  void awaitRest(JobRunner runner) {
    awaitStats(runner, 0, 0);
  }

  /** Returns when this try has ended and its job, the only one, waits for the next. */
  void awaitPause(JobRunner runner, String label) {
    probe.await("end " + label);
    awaitStats(runner, 1, 0);
    fixture.awaitWaiting();
  }
}
