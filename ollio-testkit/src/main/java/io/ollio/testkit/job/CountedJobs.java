package io.ollio.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.job.JobRunner;
import io.ollio.job.JobStats;
import java.time.Duration;
import org.junit.jupiter.api.Test;

abstract class CountedJobs extends JobTopic {
  @Test
  void stats_nothingSubmitted_isAllZero() {
    JobRunner runner = start(JobLimits.USUAL);

    assertThat(runner.stats()).isEqualTo(new JobStats(0, 0, Duration.ZERO, 0));
  }

  @Test
  void stats_jobsThatWaitAndRun_countsEachOnce() {
    probe.hold("a", "b");
    JobRunner runner = start(JobLimits.of(2, 2));
    for (String key : new String[] {"a", "b", "c", "d", "e"}) {
      runner.submit(job(key));
    }
    probe.await("start a#1", "start b#1");

    JobStats stats = runner.stats();

    assertThat(stats.running()).isEqualTo(2);
    assertThat(stats.queued()).isEqualTo(3);
  }

  @Test
  void stats_waitingJobs_tellsTheAgeOfTheOldest() {
    JobRunner runner = open(JobLimits.USUAL);
    runner.submit(job("a"));
    fixture.elapse(Duration.ofSeconds(2));
    runner.submit(job("b"));
    fixture.elapse(Duration.ofSeconds(1));

    assertThat(runner.stats().oldestQueuedAge())
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(8));
  }

  @Test
  void stats_jobThatWaitsForARetry_isQueued() {
    probe.script("a", BUSY);
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    probe.await("end a#1");

    JobStats stats = awaitStats(runner, 1, 0);

    assertThat(stats.failed()).isZero();
  }

  @Test
  void stats_jobsThatFailedForGood_countsThem() {
    probe.script("a", BROKEN);
    probe.script("b", BROKEN);
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    runner.submit(job("b"));
    runner.submit(job("c"));

    probe.await("failed a#1", "failed b#1", "end c#1");
    awaitRest(runner);

    assertThat(runner.stats().failed()).isEqualTo(2);
  }
}
