package io.ollio.jdbc.job;

import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.testkit.job.JobRunnerContract;
import io.ollio.testkit.job.JobRunnerFixture;

class PostgresJobRunnerContractTest extends JobRunnerContract {
  @Override
  protected JobRunnerFixture openFixture() {
    return new JdbcJobs(TestDatabase.POSTGRESQL);
  }
}
