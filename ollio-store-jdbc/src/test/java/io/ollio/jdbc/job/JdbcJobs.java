package io.ollio.jdbc.job;

import io.ollio.Cancellation;
import io.ollio.Sleeper;
import io.ollio.UnitOfWork;
import io.ollio.jdbc.sql.HostTransactions;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.job.JobRunner;
import io.ollio.testkit.job.JobLimits;
import io.ollio.testkit.job.JobRunnerFixture;
import java.time.Duration;
import java.time.InstantSource;

/** The runner on a real database and in real time. */
final class JdbcJobs implements JobRunnerFixture {
  private final JdbcUnitOfWork unitOfWork;
  private final DatabaseClock clock;

  JdbcJobs(TestDatabase database) {
    unitOfWork =
        new JdbcUnitOfWork(database.clean().connect(), HostTransactions.NONE, Sleeper.system());
    clock = new DatabaseClock(unitOfWork.database());
  }

  @Override
  public JobRunner open(JobLimits limits) {
    return new JdbcJobRunner(unitOfWork, settings(limits));
  }

  static JdbcJobSettings settings(JobLimits limits) {
    return JdbcJobSettings.DEFAULT
        .withConcurrency(limits.concurrency(), limits.concurrencyPerOwner())
        .withThreads(limits.concurrency())
        .withRetries(limits.retries());
  }

  @Override
  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public void elapse(Duration duration) {
    Sleeper.system().sleep(duration, Cancellation.none());
  }

  @Override
  public void close() {
    // The database is shared and emptied before the next test.
  }
}
