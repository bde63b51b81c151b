package io.ollio.testkit.job;

import io.ollio.UnitOfWork;
import io.ollio.job.JobRunner;
import io.ollio.local.InProcessJobRunner;
import io.ollio.local.InProcessJobSettings;
import io.ollio.local.Threads;
import io.ollio.local.memory.InMemoryUnitOfWork;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutorService;

/** The in-process runner on hand-driven time. */
class InProcessJobs implements JobRunnerFixture {
  private final ManualTime time = new ManualTime();
  private final ExecutorService threads;
  private final UnitOfWork unitOfWork = new InMemoryUnitOfWork();

  InProcessJobs() {
    this(Threads.newTaskExecutor("test-job"));
  }

  InProcessJobs(ExecutorService threads) {
    this.threads = threads;
  }

  @Override
  public JobRunner open(JobLimits limits) {
    return open(unitOfWork, settings(limits));
  }

  JobRunner open(UnitOfWork unit, InProcessJobSettings settings) {
    return new InProcessJobRunner(unit, settings, threads, time, time, new Random(1));
  }

  static InProcessJobSettings settings(JobLimits limits) {
    return InProcessJobSettings.DEFAULT
        .withConcurrency(limits.concurrency(), limits.concurrencyPerOwner())
        .withRetries(limits.retries());
  }

  @Override
  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }

  @Override
  public InstantSource clock() {
    return time;
  }

  @Override
  public void elapse(Duration duration) {
    time.advance(duration);
  }

  @Override
  public void awaitWaiting() {
    time.awaitSleepers(1);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
