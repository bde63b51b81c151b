package io.ollio.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.job.JobRunner;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

abstract class LimitedJobs extends JobTopic {
  @Test
  void run_moreJobsThanTheLimit_fillsItAndNoMore() {
    JobRunner runner = start(JobLimits.of(5, 2));
    CountDownLatch gate = submitHeld(runner, "ann", "bob", "cat", "dan", "eve", "fay");

    probe.awaitStarts(5);
    awaitStats(runner, 13, 5);
    gate.countDown();

    probe.awaitEnds(18);
    awaitRest(runner);
    assertThat(probe.peak(job -> true)).isEqualTo(5);
  }

  @Test
  void run_moreJobsOfOneOwnerThanItsLimit_fillsItAndNoMore() {
    JobRunner runner = start(JobLimits.of(5, 2));
    CountDownLatch gate = submitHeld(runner, "ann");

    probe.awaitStarts(2);
    awaitStats(runner, 1, 2);
    gate.countDown();

    probe.awaitEnds(3);
    assertThat(probe.peak(job -> job.owner().value().equals("ann"))).isEqualTo(2);
  }

  @Test
  void run_ownerAtItsLimit_leavesTheOtherSlotsToOthers() {
    JobRunner runner = start(JobLimits.of(5, 2));
    submitHeld(runner, "ann");
    probe.awaitStarts(2);
    awaitStats(runner, 1, 2);

    runner.submit(job("b", "bob"));

    probe.await("end b#1");
    assertThat(probe.starts()).hasSize(3);
  }

  @Test
  void run_slotGivenBack_startsTheNextOfTheOwner() {
    CountDownLatch gate = probe.hold("a");
    probe.hold("b");
    JobRunner runner = start(JobLimits.of(5, 2));
    runner.submit(job("a"));
    runner.submit(job("b"));
    runner.submit(job("c"));
    probe.await("start a#1", "start b#1");

    gate.countDown();

    probe.await("end c#1");
  }

  @Test
  void run_floodThatCameFirst_doesNotDelayAnotherOwner() {
    CountDownLatch gate = probe.hold("first");
    JobRunner runner = start(JobLimits.SINGLE);
    runner.submit(job("first"));
    flood(runner);
    runner.submit(job("b", "bob"));

    gate.countDown();

    probe.await("end b#1");
    assertThat(probe.starts().indexOf("b#1")).isBetween(1, 2);
  }

  @Test
  void run_floodThatCameLater_doesNotDelayAnotherOwner() {
    CountDownLatch gate = probe.hold("first");
    JobRunner runner = start(JobLimits.SINGLE);
    runner.submit(job("first"));
    runner.submit(job("b", "bob"));
    flood(runner);

    gate.countDown();

    probe.await("end b#1");
    assertThat(probe.starts().indexOf("b#1")).isBetween(1, 2);
  }

  @Test
  void run_floodOfOneOwner_leavesOthersTheirTurnsToTheEnd() {
    CountDownLatch gate = probe.hold("first");
    JobRunner runner = start(JobLimits.SINGLE);
    runner.submit(job("first"));
    flood(runner);
    for (int i = 1; i <= 5; i++) {
      runner.submit(job("b" + i, "bob"));
      runner.submit(job("c" + i, "cat"));
    }

    gate.countDown();

    probe.await("end b5#1", "end c5#1");
    assertThat(probe.starts().indexOf("b5#1")).isLessThanOrEqualTo(15);
    assertThat(probe.starts().indexOf("c5#1")).isLessThanOrEqualTo(15);
  }

  private void flood(JobRunner runner) {
    for (int i = 0; i < 1_000; i++) {
      runner.submit(job("flood " + i));
    }
  }

  /** Three jobs of each owner, held at one gate. */
  private CountDownLatch submitHeld(JobRunner runner, String... owners) {
    CountDownLatch gate = probe.hold();
    for (String owner : owners) {
      for (int i = 1; i <= 3; i++) {
        probe.script(owner + i, context -> Probe.pass(gate));
        runner.submit(job(owner + i, owner));
      }
    }
    return gate;
  }
}
