package io.ollio.testkit.job;

import org.junit.jupiter.api.Nested;

/**
 * What every {@link io.ollio.job.JobRunner} does. An adapter's run extends this class and says how
 * to open one; nothing in it waits for real time unless the adapter's clock is a real one.
 */
public abstract class JobRunnerContract {
  /** For subclasses. */
  protected JobRunnerContract() {}

  /** An adapter with nothing in it; called once for every test. */
  protected abstract JobRunnerFixture openFixture();

  /** Handlers, start and what a running job knows. */
  @Nested
  class Running extends RunningJobs {
    @Override
    JobRunnerFixture openFixture() {
      return JobRunnerContract.this.openFixture();
    }
  }

  /** Keys and units of work. */
  @Nested
  class Submitting extends SubmittedJobs {
    @Override
    JobRunnerFixture openFixture() {
      return JobRunnerContract.this.openFixture();
    }
  }

  /** Concurrency and turns. */
  @Nested
  class Limits extends LimitedJobs {
    @Override
    JobRunnerFixture openFixture() {
      return JobRunnerContract.this.openFixture();
    }
  }

  /** Order among jobs of one serial key. */
  @Nested
  class SerialKeys extends SerialJobs {
    @Override
    JobRunnerFixture openFixture() {
      return JobRunnerContract.this.openFixture();
    }
  }

  /** Failures and what follows. */
  @Nested
  class Retries extends RetriedJobs {
    @Override
    JobRunnerFixture openFixture() {
      return JobRunnerContract.this.openFixture();
    }
  }

  /** Cancelling in every state. */
  @Nested
  class Cancelling extends CancelledJobs {
    @Override
    JobRunnerFixture openFixture() {
      return JobRunnerContract.this.openFixture();
    }
  }

  /** Shutdown. */
  @Nested
  class Closing extends ClosedJobs {
    @Override
    JobRunnerFixture openFixture() {
      return JobRunnerContract.this.openFixture();
    }
  }

  /** Statistics. */
  @Nested
  class Counting extends CountedJobs {
    @Override
    JobRunnerFixture openFixture() {
      return JobRunnerContract.this.openFixture();
    }
  }
}
