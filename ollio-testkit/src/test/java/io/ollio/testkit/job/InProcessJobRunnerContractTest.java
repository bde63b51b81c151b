package io.ollio.testkit.job;

class InProcessJobRunnerContractTest extends JobRunnerContract {
  @Override
  protected JobRunnerFixture openFixture() {
    return new InProcessJobs();
  }
}
