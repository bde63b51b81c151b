package io.ollio.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.OwnerId;
import io.ollio.job.Job;
import io.ollio.job.JobRunner;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

abstract class SubmittedJobs extends JobTopic {
  @Test
  void submit_keyOfAWaitingJob_isIgnored() {
    CountDownLatch gate = probe.hold("first");
    JobRunner runner = start(JobLimits.SINGLE);
    runner.submit(job("first"));
    runner.submit(job("a"));

    assertThat(runner.submit(job("a"))).isFalse();

    gate.countDown();
    probe.await("end a#1");
    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("first#1", "a#1");
  }

  @Test
  void submit_keyOfARunningJob_isIgnored() {
    CountDownLatch gate = probe.hold("a");
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    probe.await("start a#1");

    assertThat(runner.submit(job("a"))).isFalse();

    gate.countDown();
    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1");
  }

  @Test
  void submit_keyOfAnEndedJob_isIgnored() {
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    probe.await("end a#1");
    awaitRest(runner);

    assertThat(runner.submit(job("a"))).isFalse();

    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1");
  }

  @Test
  void submit_keyOfAFailedJob_isIgnored() {
    probe.script("a", BROKEN);
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    probe.await("failed a#1");

    assertThat(runner.submit(job("a"))).isFalse();

    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1");
  }

  @Test
  void submit_sameKeyUnderAnotherName_isAnotherJob() {
    Probe other = new Probe(fixture.clock(), fixture.patience());
    JobRunner runner = open(JobLimits.USUAL);
    runner.register("other", other);
    runner.start();
    runner.submit(job("a"));

    assertThat(runner.submit(new Job("other", "a", OwnerId.of("ann"), "z", "{}"))).isTrue();

    probe.await("end a#1");
    other.await("end a#1");
  }

  @Test
  void submit_sameKeyFromManyThreads_takesOne() {
    JobRunner runner = start(JobLimits.USUAL);
    CountDownLatch begin = probe.hold();

    List<CompletableFuture<Boolean>> answers =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> submitAfter(begin, runner), threads))
            .limit(8)
            .toList();
    begin.countDown();

    assertThat(answers.stream().map(CompletableFuture::join)).containsOnlyOnce(true);
    probe.await("end a#1");
    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1");
  }

  @Test
  void submit_inAUnitOfWork_isVisibleOnceCommitted() {
    JobRunner runner = start(JobLimits.USUAL);

    fixture
        .unitOfWork()
        .run(
            () -> {
              assertThat(runner.submit(job("a"))).isTrue();
              assertThat(runner.stats().queued() + runner.stats().running()).isZero();
              assertThat(probe.starts()).isEmpty();
            });

    probe.await("end a#1");
    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1");
  }

  @Test
  void submit_inAUnitOfWorkThatIsUndone_neverRunsAndLeavesTheKeyFree() {
    JobRunner runner = start(JobLimits.USUAL);

    assertThatThrownBy(() -> fixture.unitOfWork().run(() -> submitAndFail(runner)))
        .isInstanceOf(Probe.Broken.class);

    assertThat(runner.stats().queued() + runner.stats().running()).isZero();
    assertThat(runner.submit(job("b"))).isTrue();
    assertThat(runner.submit(job("a"))).isTrue();
    probe.await("end a#1", "end b#1");
    awaitRest(runner);
    assertThat(probe.starts()).containsExactlyInAnyOrder("b#1", "a#1");
  }

  @Test
  void submit_sameKeyTwiceInOneUnitOfWork_runsOnce() {
    JobRunner runner = start(JobLimits.USUAL);

    fixture
        .unitOfWork()
        .run(
            () -> {
              runner.submit(job("a"));
              runner.submit(job("a"));
            });

    probe.await("end a#1");
    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1");
  }

  @Test
  void submit_severalInOneUnitOfWork_keepsTheirOrder() {
    JobRunner runner = start(JobLimits.USUAL);

    fixture
        .unitOfWork()
        .run(() -> List.of("a", "b", "c").forEach(k -> runner.submit(job(k, "ann", "project"))));

    probe.await("end c#1");
    assertThat(probe.starts()).containsExactly("a#1", "b#1", "c#1");
  }

  private void submitAndFail(JobRunner runner) {
    runner.submit(job("a"));
    throw new Probe.Broken();
  }

  private static boolean submitAfter(CountDownLatch begin, JobRunner runner) {
    Probe.pass(begin);
    return runner.submit(job("a"));
  }
}
