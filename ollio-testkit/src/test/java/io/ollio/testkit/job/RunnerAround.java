package io.ollio.testkit.job;

import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import io.ollio.job.JobRunner;
import io.ollio.job.JobStats;
import java.time.Duration;

/** Passes everything on; wrong adapters change one thing. */
class RunnerAround implements JobRunner {
  final JobRunner inner;

  RunnerAround(JobRunner inner) {
    this.inner = inner;
  }

  @Override
  public void register(String name, JobHandler handler) {
    inner.register(
        name,
        new JobHandler() {
          @Override
          public void run(JobContext context) {
            runJob(handler, context);
          }

          @Override
          public void failed(JobContext context, RuntimeException cause) {
            failJob(handler, context, cause);
          }
        });
  }

  void runJob(JobHandler handler, JobContext context) {
    handler.run(context);
  }

  void failJob(JobHandler handler, JobContext context, RuntimeException cause) {
    handler.failed(context, cause);
  }

  @Override
  public void start() {
    inner.start();
  }

  @Override
  public boolean submit(Job job) {
    return inner.submit(job);
  }

  @Override
  public boolean cancel(String name, String key) {
    return inner.cancel(name, key);
  }

  @Override
  public JobStats stats() {
    return inner.stats();
  }

  @Override
  public void close(Duration grace) {
    inner.close(grace);
  }
}
