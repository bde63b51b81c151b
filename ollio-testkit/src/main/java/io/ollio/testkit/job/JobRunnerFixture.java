package io.ollio.testkit.job;

import io.ollio.UnitOfWork;
import io.ollio.job.JobRunner;
import java.time.Duration;
import java.time.InstantSource;

/** An adapter and its surroundings, fresh for one test of {@link JobRunnerContract}. */
public interface JobRunnerFixture extends AutoCloseable {
  /** Makes the runner, without jobs and not started; called once, and the contract closes it. */
  JobRunner open(JobLimits limits);

  /** The unit of work that submitting takes part in. */
  UnitOfWork unitOfWork();

  /** The clock that the runner goes by. */
  InstantSource clock();

  /** Lets this much time pass on the clock: moves a manual one, waits for a real one. */
  void elapse(Duration duration);

  /**
   * Called when one job waits for its retry, before time goes on: returns when the adapter has
   * begun to wait. Nothing to do for one that looks at the clock again and again.
   */
  default void awaitWaiting() {}

  /** How long, in real time, a test waits for something that must happen before it fails. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  /** Gives back what {@link #open} did not: clocks, databases. Called after the runner's close. */
  @Override
  void close();
}
