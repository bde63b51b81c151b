package io.ollio.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.job.JobRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

abstract class CancelledJobs extends JobTopic {
  @Test
  void cancel_waitingJob_neverRunsIt() {
    CountDownLatch gate = probe.hold("first");
    JobRunner runner = start(JobLimits.SINGLE);
    runner.submit(job("first"));
    runner.submit(job("a"));
    runner.submit(job("b"));
    probe.await("start first#1");

    assertThat(runner.cancel(WORK, "a")).isTrue();

    gate.countDown();
    probe.await("end b#1");
    awaitRest(runner);
    assertThat(probe.events())
        .containsExactly("start first#1", "end first#1", "start b#1", "end b#1");
  }

  @Test
  void cancel_runningJob_firesItsCancellationAndTellsNobodyElse() {
    List<Boolean> shutdown = new ArrayList<>();
    probe.script(
        "a",
        context -> {
          context.cancellation().onCancel(() -> shutdown.add(context.isShutdown()));
          probe.untilCancelled(context);
        });
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    probe.await("start a#1");

    assertThat(runner.cancel(WORK, "a")).isTrue();

    probe.await("end a#1");
    awaitRest(runner);
    assertThat(shutdown).containsExactly(false);
    assertThat(probe.events()).containsExactly("start a#1", "end a#1");
    assertThat(runner.stats().failed()).isZero();
  }

  @Test
  void cancel_runningJobThatThenFailsRetryably_isNotRetried() {
    CountDownLatch gate = probe.hold();
    probe.script(
        "a",
        context -> {
          Probe.pass(gate);
          BUSY.accept(context);
        });
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    probe.await("start a#1");
    runner.cancel(WORK, "a");

    gate.countDown();

    probe.await("end a#1");
    awaitRest(runner);
    assertThat(probe.events()).containsExactly("start a#1", "end a#1");
  }

  @Test
  void cancel_jobThatWaitsForARetry_neverRunsItAgain() {
    probe.script("a", BUSY);
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    awaitPause(runner, "a#1");

    assertThat(runner.cancel(WORK, "a")).isTrue();
    awaitRest(runner);
    fixture.elapse(Duration.ofSeconds(2));

    runner.submit(job("b"));
    probe.await("end b#1");
    assertThat(probe.events()).containsExactly("start a#1", "end a#1", "start b#1", "end b#1");
  }

  @Test
  void cancel_runningJob_givesItsSlotToTheNext() {
    probe.script("a", probe::untilCancelled);
    JobRunner runner = start(JobLimits.SINGLE);
    runner.submit(job("a"));
    runner.submit(job("b"));
    probe.await("start a#1");

    runner.cancel(WORK, "a");

    probe.await("end b#1");
  }

  @Test
  void cancel_jobThatHasEnded_saysNo() {
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    probe.await("end a#1");
    awaitRest(runner);

    assertThat(runner.cancel(WORK, "a")).isFalse();
  }

  @Test
  void cancel_cancelledJob_saysNo() {
    JobRunner runner = open(JobLimits.USUAL);
    runner.submit(job("a"));
    runner.cancel(WORK, "a");

    assertThat(runner.cancel(WORK, "a")).isFalse();
  }

  @Test
  void cancel_keyOfAnotherName_saysNoAndStopsNothing() {
    JobRunner runner = open(JobLimits.USUAL);
    runner.submit(job("a"));

    assertThat(runner.cancel("other", "a")).isFalse();
    assertThat(runner.cancel(WORK, "b")).isFalse();

    runner.start();
    probe.await("end a#1");
  }

  @Test
  void submit_keyOfACancelledJob_isIgnored() {
    JobRunner runner = open(JobLimits.USUAL);
    runner.submit(job("a"));
    runner.cancel(WORK, "a");

    assertThat(runner.submit(job("a"))).isFalse();
    assertThat(runner.stats().queued()).isZero();
  }
}
