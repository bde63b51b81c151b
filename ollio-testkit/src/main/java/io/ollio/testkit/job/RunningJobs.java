package io.ollio.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.OwnerId;
import io.ollio.job.Job;
import io.ollio.job.JobRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class RunningJobs extends JobTopic {
  @Test
  void submit_newJob_saysSoAndRunsItOnce() {
    JobRunner runner = start(JobLimits.USUAL);

    assertThat(runner.submit(job("a"))).isTrue();

    probe.await("end a#1");
    awaitRest(runner);
    assertThat(probe.events()).containsExactly("start a#1", "end a#1");
  }

  @Test
  void submit_longestPayload_arrivesUnchanged() {
    AtomicReference<Job> seen = new AtomicReference<>();
    probe.script("a", context -> seen.set(context.job()));
    String payload = ("{\"text\":\"ä€🎈 \\n\t'" + "x".repeat(9_980) + "\"}").substring(0, 10_000);
    Job job = new Job(WORK, "a", OwnerId.of("änn"), "project 1", payload);
    JobRunner runner = start(JobLimits.USUAL);

    runner.submit(job);

    probe.await("end a#1");
    assertThat(seen).hasValue(job);
  }

  @Test
  void run_undisturbed_isNeitherCancelledNorShutDown() {
    List<Boolean> seen = new ArrayList<>();
    probe.script(
        "a",
        context -> {
          seen.add(context.cancellation().isCancelled());
          seen.add(context.isShutdown());
        });
    JobRunner runner = start(JobLimits.USUAL);

    runner.submit(job("a"));

    probe.await("end a#1");
    assertThat(seen).containsExactly(false, false);
  }

  @Test
  void submit_beforeStart_waitsForTheStart() {
    JobRunner runner = open(JobLimits.USUAL);
    runner.submit(job("a"));
    runner.submit(job("b", "bob"));
    assertThat(runner.stats().queued()).isEqualTo(2);
    assertThat(probe.starts()).isEmpty();

    runner.start();

    probe.await("end a#1", "end b#1");
  }

  @Test
  void start_again_changesNothing() {
    JobRunner runner = open(JobLimits.USUAL);
    runner.submit(job("a"));

    runner.start();
    runner.start();

    probe.await("end a#1");
    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1");
  }

  @Test
  void submit_jobsOfTwoNames_reachTheirOwnHandlers() {
    Probe other = new Probe(fixture.clock(), fixture.patience());
    JobRunner runner = open(JobLimits.USUAL);
    runner.register("other", other);
    runner.start();

    runner.submit(job("a"));
    runner.submit(new Job("other", "b", OwnerId.of("ann"), "b", "{}"));

    probe.await("end a#1");
    other.await("end b#1");
    assertThat(probe.starts()).containsExactly("a#1");
    assertThat(other.starts()).containsExactly("b#1");
  }

  @Test
  void register_nameThatHasAHandler_isRefused() {
    JobRunner runner = open(JobLimits.USUAL);

    assertThatThrownBy(() -> runner.register(WORK, probe))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(WORK);
  }

  @Test
  void register_afterStart_isRefused() {
    JobRunner runner = start(JobLimits.USUAL);

    assertThatThrownBy(() -> runner.register("late", probe))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("late");
  }

  @Test
  void submit_nameWithoutHandler_isRefused() {
    JobRunner runner = start(JobLimits.USUAL);
    Job unknown = new Job("typo", "a", OwnerId.of("ann"), "a", "{}");

    assertThatThrownBy(() -> runner.submit(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("typo");
    assertThat(runner.stats().queued()).isZero();
  }

  @Test
  void submit_fromManyThreads_runsEachJobOnce() {
    JobRunner runner = start(JobLimits.of(4, 4));

    List<CompletableFuture<Void>> submitters =
        IntStream.range(0, 4)
            .mapToObj(
                thread -> CompletableFuture.runAsync(() -> submitFifty(runner, thread), threads))
            .toList();

    submitters.forEach(CompletableFuture::join);
    probe.awaitEnds(200);
    awaitRest(runner);
    assertThat(probe.starts()).hasSize(200).doesNotHaveDuplicates();
  }

  private static void submitFifty(JobRunner runner, int thread) {
    for (int i = 0; i < 50; i++) {
      runner.submit(job(thread + "-" + i, "owner " + thread));
    }
  }
}
