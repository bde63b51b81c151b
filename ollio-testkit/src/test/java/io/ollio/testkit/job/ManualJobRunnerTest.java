package io.ollio.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.UnitOfWork;
import io.ollio.job.JobRunner;
import io.ollio.job.JobStats;
import io.ollio.local.Threads;
import io.ollio.local.memory.InMemoryUnitOfWork;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ManualJobRunnerTest {
  private final Probe probe = new Probe(new ManualTime(), Duration.ofSeconds(10));
  private final ManualJobRunner runner = new ManualJobRunner(new InMemoryUnitOfWork());

  @BeforeEach
  void start() {
    runner.register("work", probe);
    runner.start();
  }

  @Test
  void submit_anyJob_waitsUntilItIsTold() {
    runner.submit(JobTopic.job("a"));

    assertThat(probe.events()).isEmpty();
    assertThat(runner.stats()).isEqualTo(new JobStats(1, 0, Duration.ZERO, 0));
  }

  @Test
  void runNext_twoJobs_runsOneOnThisThread() {
    List<Thread> threads = new ArrayList<>();
    probe.script("a", context -> threads.add(Thread.currentThread()));
    runner.submit(JobTopic.job("a"));
    runner.submit(JobTopic.job("b"));

    assertThat(runner.runNext()).isTrue();

    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(probe.events()).containsExactly("start a#1", "end a#1");
  }

  @Test
  void runNext_nothingWaits_saysSo() {
    assertThat(runner.runNext()).isFalse();
  }

  @Test
  void runNext_insideAJob_runsNothing() {
    List<Boolean> seen = new ArrayList<>();
    probe.script("a", context -> seen.add(runner.runNext()));
    runner.submit(JobTopic.job("a"));
    runner.submit(JobTopic.job("b"));

    runner.runNext();

    assertThat(seen).containsExactly(false);
  }

  @Test
  void runAll_jobThatSubmitsAnother_runsBothAndCountsTries() {
    probe.script("a", context -> runner.submit(JobTopic.job("b")));
    runner.submit(JobTopic.job("a"));

    assertThat(runner.runAll()).isEqualTo(2);

    assertThat(probe.starts()).containsExactly("a#1", "b#1");
  }

  @Test
  void runAll_retryableFailure_triesAgainBeforeOthersAndTellsTheHandler() {
    probe.script("a", JobTopic.BUSY);
    runner.submit(JobTopic.job("a"));
    runner.submit(JobTopic.job("b"));

    assertThat(runner.runAll()).isEqualTo(5);

    assertThat(probe.starts()).containsExactly("a#1", "a#2", "a#3", "a#4", "b#1");
    assertThat(probe.causes()).singleElement().isInstanceOf(Probe.Busy.class);
    assertThat(runner.stats().failed()).isEqualTo(1);
  }

  @Test
  void runNext_failureThatIsNotRetryable_tellsTheHandlerAtOnce() {
    probe.script("a", JobTopic.BROKEN);
    runner.submit(JobTopic.job("a"));

    runner.runNext();

    assertThat(probe.events()).containsExactly("start a#1", "end a#1", "failed a#1");
    assertThat(runner.runNext()).isFalse();
  }

  @Test
  void runNext_failedHookThatThrows_letsTheTestSeeIt() {
    probe.script("a", JobTopic.BROKEN);
    probe.scriptFailed("a", JobTopic.BUSY);
    runner.submit(JobTopic.job("a"));

    assertThatThrownBy(runner::runNext).isInstanceOf(Probe.Busy.class);

    assertThat(runner.stats()).isEqualTo(new JobStats(0, 0, Duration.ZERO, 1));
  }

  @Test
  void cancel_waitingJob_neverRunsIt() {
    runner.submit(JobTopic.job("a"));

    assertThat(runner.cancel("work", "a")).isTrue();

    assertThat(runner.runAll()).isZero();
    assertThat(runner.cancel("work", "a")).isFalse();
  }

  @Test
  void cancel_jobThatRuns_firesItsCancellationAndIsNotRetried() {
    probe.script(
        "a",
        context -> {
          runner.cancel("work", "a");
          context.cancellation().throwIfCancelled();
        });
    runner.submit(JobTopic.job("a"));

    assertThat(runner.runAll()).isEqualTo(1);

    assertThat(probe.events()).containsExactly("start a#1", "end a#1");
  }

  @Test
  void close_duringAJob_isSeenAsShutdownAndLeavesItWaiting() {
    List<Boolean> seen = new ArrayList<>();
    probe.script(
        "a",
        context -> {
          runner.close();
          seen.add(context.isShutdown());
          context.cancellation().throwIfCancelled();
        });
    runner.submit(JobTopic.job("a"));

    runner.runNext();

    assertThat(seen).containsExactly(true);
    assertThat(probe.causes()).isEmpty();
    assertThat(runner.stats().queued()).isEqualTo(1);
  }

  /** The parts of the contract that one thread without pauses can pass. */
  @Nested
  class Running extends RunningJobs {
    @Override
    JobRunnerFixture openFixture() {
      return new Pump();
    }
  }

  @Nested
  class Submitting extends SubmittedJobs {
    @Override
    JobRunnerFixture openFixture() {
      return new Pump();
    }
  }

  /** Tells the runner to run whatever waits, on a thread of its own. */
  private static final class Pump implements JobRunnerFixture {
    private final ManualTime time = new ManualTime();
    private final UnitOfWork unitOfWork = new InMemoryUnitOfWork();
    private final ExecutorService thread = Threads.newTaskExecutor("pump");

    @Override
    public JobRunner open(JobLimits limits) {
      ManualJobRunner runner = new ManualJobRunner(unitOfWork, limits.retries().retries());
      thread.execute(() -> pump(runner));
      return runner;
    }

    private void pump(ManualJobRunner runner) {
      while (!thread.isShutdown()) {
        if (!runner.runNext()) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    }

    @Override
    public UnitOfWork unitOfWork() {
      return unitOfWork;
    }

    @Override
    public InstantSource clock() {
      return time;
    }

    @Override
    public void elapse(Duration duration) {
      time.advance(duration);
    }

    @Override
    public void close() {
      thread.shutdown();
    }
  }
}
