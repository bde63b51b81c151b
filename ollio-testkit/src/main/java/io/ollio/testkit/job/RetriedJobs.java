package io.ollio.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.RetryPolicy;
import io.ollio.job.JobContext;
import io.ollio.job.JobCrashed;
import io.ollio.job.JobRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

abstract class RetriedJobs extends JobTopic {
  @Test
  void run_retryableFailureThatPasses_endsWell() {
    probe.script("a", RetriedJobs::busyTwice);
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    awaitPause(runner, "a#1");
    fixture.elapse(Duration.ofMillis(500));
    awaitPause(runner, "a#2");
    fixture.elapse(Duration.ofSeconds(1));

    probe.await("end a#3");
    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1", "a#2", "a#3");
    assertThat(probe.causes()).isEmpty();
  }

  @Test
  void run_retryableFailureThatStays_triesThreeTimesAgainAndTellsTheHandlerOnce() {
    probe.script("a", BUSY);
    JobRunner runner = start(JobLimits.USUAL);

    exhaust(runner);

    assertThat(probe.starts()).containsExactly("a#1", "a#2", "a#3", "a#4");
    assertThat(probe.events()).endsWith("end a#4", "failed a#4");
    assertThat(probe.causes())
        .singleElement()
        .isInstanceOf(Probe.Busy.class)
        .extracting(Throwable::getMessage)
        .isEqualTo("busy");
  }

  @Test
  void run_retries_pauseAsLongAsThePolicySays() {
    probe.script("a", BUSY);
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    awaitPause(runner, "a#1");
    elapseSlowly(runner, Duration.ofMillis(500));
    awaitPause(runner, "a#2");
    elapseSlowly(runner, Duration.ofSeconds(1));
    awaitPause(runner, "a#3");
    elapseSlowly(runner, Duration.ofSeconds(2));
    probe.await("failed a#4");

    List<Duration> pauses = pauses(probe.startTimes("a"));
    assertThat(pauses.get(0)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    assertThat(pauses.get(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(pauses.get(2)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void run_policyWithoutRetries_failsAtOnce() {
    probe.script("a", BUSY);
    JobRunner runner = start(new JobLimits(5, 2, RetryPolicy.NONE));

    runner.submit(job("a"));

    probe.await("failed a#1");
    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1");
  }

  @Test
  void run_jobThatWaitsForARetry_leavesItsSlotToOthers() {
    probe.script("a", BUSY);
    JobRunner runner = start(JobLimits.SINGLE);
    runner.submit(job("a"));
    awaitPause(runner, "a#1");

    runner.submit(job("b"));

    probe.await("end b#1");
    assertThat(probe.starts()).containsExactly("a#1", "b#1");
  }

  @Test
  void run_failureThatIsNotRetryable_isTriedOnceAndToldWithItsCause() {
    assertFailsAtOnce(BROKEN);

    assertThat(probe.causes()).singleElement().isInstanceOf(Probe.Broken.class);
  }

  @Test
  void run_anyOtherException_isTriedOnceAndToldWithItsCause() {
    assertFailsAtOnce(
        context -> {
          throw new IllegalStateException("a bug");
        });

    assertThat(probe.causes())
        .singleElement()
        .isInstanceOf(IllegalStateException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo("a bug");
  }

  @Test
  void run_error_isTriedOnceAndToldAsACrash() {
    assertFailsAtOnce(
        context -> {
          throw new StackOverflowError();
        });

    assertThat(probe.causes()).singleElement().isInstanceOf(JobCrashed.class);
    assertThat(probe.causes().get(0)).hasMessageContaining("work a").hasMessageContaining("Stack");
  }

  @Test
  void failed_hookThatThrows_harmsNoOtherJob() {
    probe.script("a", BROKEN);
    probe.scriptFailed("a", BROKEN);
    JobRunner runner = start(JobLimits.SINGLE);

    runner.submit(job("a"));
    runner.submit(job("b"));

    probe.await("failed a#1", "end b#1");
    awaitRest(runner);
    assertThat(probe.starts()).containsExactly("a#1", "b#1");
  }

  /** Takes the job through all its tries. */
  private void exhaust(JobRunner runner) {
    runner.submit(job("a"));
    awaitPause(runner, "a#1");
    fixture.elapse(Duration.ofMillis(500));
    awaitPause(runner, "a#2");
    fixture.elapse(Duration.ofSeconds(1));
    awaitPause(runner, "a#3");
    fixture.elapse(Duration.ofSeconds(2));
    probe.await("failed a#4");
    awaitRest(runner);
  }

  /** In ten steps, after each of which what is due gets a chance to start. */
  private void elapseSlowly(JobRunner runner, Duration duration) {
    for (int step = 1; step <= 10; step++) {
      fixture.awaitWaiting();
      fixture.elapse(duration.dividedBy(10));
      String key = duration + " step " + step;
      runner.submit(job(key));
      probe.await("end " + key + "#1");
    }
  }

  private void assertFailsAtOnce(Consumer<JobContext> script) {
    probe.script("a", script);
    JobRunner runner = start(JobLimits.USUAL);
    runner.submit(job("a"));
    probe.await("failed a#1");
    awaitRest(runner);
    assertThat(probe.events()).containsExactly("start a#1", "end a#1", "failed a#1");
  }

  private static List<Duration> pauses(List<Instant> starts) {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 1; i < starts.size(); i++) {
      pauses.add(Duration.between(starts.get(i - 1), starts.get(i)));
    }
    return pauses;
  }

  private static void busyTwice(JobContext context) {
    if (context.attempt() <= 2) {
      throw new Probe.Busy();
    }
  }
}
