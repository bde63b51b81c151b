package io.ollio.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.job.JobRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

abstract class ClosedJobs extends JobTopic {
  @Test
  void close_jobThatEndsInTheGrace_isWaitedForUndisturbed() {
    List<Boolean> cancelled = new ArrayList<>();
    CountDownLatch gate = probe.hold();
    probe.script(
        "a",
        context -> {
          Probe.pass(gate);
          cancelled.add(context.cancellation().isCancelled());
        });
    JobRunner runner = start(JobLimits.SINGLE);
    runner.submit(job("a"));
    probe.await("start a#1");

    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(() -> runner.close(fixture.patience()), threads);
    awaitRefusal(runner);
    assertThat(closing).isNotDone();
    gate.countDown();

    closing.join();
    assertThat(probe.events()).containsExactly("start a#1", "end a#1");
    assertThat(cancelled).containsExactly(false);
  }

  @Test
  void close_jobThatOutlivesTheGrace_isCancelledAsShutdownAndNotFailed() {
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

    runner.close(Duration.ZERO);

    assertThat(shutdown).containsExactly(true);
    assertThat(probe.events()).containsExactly("start a#1", "end a#1");
  }

  @Test
  void close_waitingJobs_areNotStarted() {
    probe.script("a", probe::untilCancelled);
    JobRunner runner = start(JobLimits.SINGLE);
    runner.submit(job("a"));
    runner.submit(job("b"));
    probe.await("start a#1");

    runner.close(Duration.ZERO);

    assertThat(probe.starts()).containsExactly("a#1");
  }

  @Test
  void close_jobThatWaitsForARetry_isNotRunAgain() {
    probe.script("a", BUSY);
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    awaitPause(runner, "a#1");

    runner.close();
    fixture.elapse(Duration.ofSeconds(2));

    assertThat(probe.events()).containsExactly("start a#1", "end a#1");
  }

  @Test
  void close_neverStarted_returnsAtOnce() {
    JobRunner runner = open(JobLimits.USUAL);
    runner.submit(job("a"));

    runner.close();

    assertThat(probe.events()).isEmpty();
  }

  @Test
  void close_again_changesNothing() {
    JobRunner runner = start(JobLimits.USUAL);

    runner.close();
    runner.close();

    assertThatThrownBy(() -> runner.submit(job("a"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void submit_afterClose_isRefused() {
    JobRunner runner = start(JobLimits.USUAL);
    runner.close();

    assertThatThrownBy(() -> runner.submit(job("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("work a");
  }

  /**
   * Returns as soon as the runner takes no more jobs; what it took before has no slot to run in.
   */
  private void awaitRefusal(JobRunner runner) {
    long deadline = System.nanoTime() + fixture.patience().toNanos();
    while (isTaking(runner)) {
      assertThat(System.nanoTime() - deadline).as("still takes jobs").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static boolean isTaking(JobRunner runner) {
    try {
      runner.submit(job("late"));
      return true;
    } catch (IllegalStateException refused) {
      return false;
    }
  }
}
