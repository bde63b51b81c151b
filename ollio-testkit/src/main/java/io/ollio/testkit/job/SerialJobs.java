package io.ollio.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.job.JobRunner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class SerialJobs extends JobTopic {
  @Test
  void run_jobsOfOneSerialKey_areNeverTogetherAndKeepTheirOrder() {
    JobRunner runner = start(JobLimits.of(5, 5));
    List<String> keys = IntStream.range(10, 40).mapToObj(i -> "a" + i).toList();

    keys.forEach(key -> runner.submit(job(key, "ann", "project")));

    probe.awaitEnds(30);
    assertThat(probe.peak(job -> true)).isEqualTo(1);
    assertThat(probe.starts()).isEqualTo(keys.stream().map(key -> key + "#1").toList());
  }

  @Test
  void run_secondOfABusySerialKey_letsOthersGoFirst() {
    CountDownLatch gate = probe.hold("a");
    JobRunner runner = start(JobLimits.of(5, 5));
    runner.submit(job("a", "ann", "project"));
    runner.submit(job("b", "ann", "project"));
    runner.submit(job("c", "ann", "other project"));
    probe.await("start a#1", "end c#1");
    awaitStats(runner, 1, 1);
    assertThat(probe.starts()).containsExactlyInAnyOrder("a#1", "c#1");

    gate.countDown();

    probe.await("end b#1");
    assertThat(probe.events()).containsSubsequence("end a#1", "start b#1");
  }

  @Test
  void run_sameSerialKeyOfTwoOwners_isNeverTogether() {
    CountDownLatch gate = probe.hold("a");
    JobRunner runner = start(JobLimits.of(5, 5));
    runner.submit(job("a", "ann", "project"));
    runner.submit(job("b", "bob", "project"));
    runner.submit(job("c", "bob", "other project"));
    probe.await("end c#1");
    awaitStats(runner, 1, 1);

    gate.countDown();

    probe.await("end b#1");
    assertThat(probe.events()).containsSubsequence("end a#1", "start b#1");
  }

  @Test
  void run_jobThatWaitsForARetry_keepsItsTurn() {
    probe.script("a", context -> failFirst(context.attempt()));
    JobRunner runner = start(JobLimits.of(5, 5));
    runner.submit(job("a", "ann", "project"));
    awaitPause(runner, "a#1");
    runner.submit(job("b", "ann", "project"));
    runner.submit(job("c", "ann", "other project"));
    probe.await("end c#1");
    awaitStats(runner, 2, 0);

    fixture.elapse(Duration.ofMillis(500));

    probe.await("end b#1");
    assertThat(probe.starts()).containsExactly("a#1", "c#1", "a#2", "b#1");
  }

  @Test
  void run_jobThatFailsForGood_isOverBeforeTheNextStarts() {
    probe.script("a", BROKEN);
    CountDownLatch told = probe.hold();
    probe.scriptFailed("a", context -> Probe.pass(told));
    JobRunner runner = start(JobLimits.of(5, 5));
    runner.submit(job("a", "ann", "project"));
    runner.submit(job("b", "ann", "project"));
    runner.submit(job("c", "ann", "other project"));
    probe.await("failed a#1", "end c#1");
    awaitStats(runner, 1, 1);
    assertThat(probe.starts()).doesNotContain("b#1");

    told.countDown();

    probe.await("end b#1");
  }

  @Test
  void cancel_jobThatHadTheTurn_letsTheNextGo() {
    probe.script("a", BUSY);
    JobRunner runner = start(JobLimits.of(5, 5));
    runner.submit(job("a", "ann", "project"));
    awaitPause(runner, "a#1");
    runner.submit(job("b", "ann", "project"));

    runner.cancel(WORK, "a");

    probe.await("end b#1");
    assertThat(probe.starts()).containsExactly("a#1", "b#1");
  }

  @Test
  void cancel_jobInTheMiddle_doesNotLetTheNextPassTheFirst() {
    CountDownLatch gate = probe.hold("a");
    JobRunner runner = start(JobLimits.of(5, 5));
    runner.submit(job("a", "ann", "project"));
    runner.submit(job("b", "ann", "project"));
    runner.submit(job("c", "ann", "project"));
    runner.submit(job("d", "ann", "other project"));
    probe.await("start a#1");

    runner.cancel(WORK, "b");

    probe.await("end d#1");
    awaitStats(runner, 1, 1);
    assertThat(probe.starts()).containsExactlyInAnyOrder("a#1", "d#1");
    gate.countDown();
    probe.await("end c#1");
    assertThat(probe.starts()).doesNotContain("b#1");
  }

  private static void failFirst(int attempt) {
    if (attempt == 1) {
      throw new Probe.Busy();
    }
  }
}
