package io.ollio.testkit.job;

import static io.ollio.testkit.ContractBite.assertCaught;
import static io.ollio.testkit.ContractBite.assertPassed;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.OwnerId;
import io.ollio.RetryPolicy;
import io.ollio.UnitOfWork;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import io.ollio.job.JobRunner;
import io.ollio.local.InProcessJobSettings;
import io.ollio.local.Threads;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong adapter is caught by a test that a right one passes. */
class JobRunnerContractBiteTest {
  static Stream<Arguments> bites() {
    return Stream.of(
        Arguments.of(RunsTwice.class, "submit_newJob_saysSoAndRunsItOnce"),
        Arguments.of(CommitsEarly.class, "submit_inAUnitOfWork_isVisibleOnceCommitted"),
        Arguments.of(
            CommitsEarly.class, "submit_inAUnitOfWorkThatIsUndone_neverRunsAndLeavesTheKeyFree"),
        Arguments.of(LosesCommitted.class, "submit_inAUnitOfWork_isVisibleOnceCommitted"),
        Arguments.of(ForgetsEndedKeys.class, "submit_keyOfAnEndedJob_isIgnored"),
        Arguments.of(IgnoresTheLimit.class, "run_moreJobsThanTheLimit_fillsItAndNoMore"),
        Arguments.of(
            IgnoresOwnerLimit.class, "run_moreJobsOfOneOwnerThanItsLimit_fillsItAndNoMore"),
        Arguments.of(FirstComeFirstServed.class, "run_floodThatCameFirst_doesNotDelayAnotherOwner"),
        Arguments.of(NewestFirst.class, "run_floodThatCameLater_doesNotDelayAnotherOwner"),
        Arguments.of(ForgetsSerialKeys.class, "run_secondOfABusySerialKey_letsOthersGoFirst"),
        Arguments.of(ForgetsSerialKeys.class, "run_jobThatWaitsForARetry_keepsItsTurn"),
        Arguments.of(
            RetriesEverything.class,
            "run_failureThatIsNotRetryable_isTriedOnceAndToldWithItsCause"),
        Arguments.of(RetriesTooEarly.class, "run_retries_pauseAsLongAsThePolicySays"),
        Arguments.of(
            RetriesTwice.class,
            "run_retryableFailureThatStays_triesThreeTimesAgainAndTellsTheHandlerOnce"),
        Arguments.of(TellsNoFailure.class, "run_anyOtherException_isTriedOnceAndToldWithItsCause"),
        Arguments.of(CancelsOnPaper.class, "cancel_waitingJob_neverRunsIt"),
        Arguments.of(
            CancelsOnPaper.class, "cancel_runningJob_firesItsCancellationAndTellsNobodyElse"),
        Arguments.of(
            FailsCancelled.class, "cancel_runningJob_firesItsCancellationAndTellsNobodyElse"),
        Arguments.of(
            HidesShutdown.class, "close_jobThatOutlivesTheGrace_isCancelledAsShutdownAndNotFailed"),
        Arguments.of(GivesNoGrace.class, "close_jobThatEndsInTheGrace_isWaitedForUndisturbed"));
  }

  @ParameterizedTest
  @MethodSource("bites")
  void contract_wrongAdapter_isCaught(Class<?> wrong, String test) {
    assertPassed(Right.class, test);
    assertCaught(wrong, test);
  }

  /** A right adapter, and the places where it can be spoiled; then tests wait less. */
  static class Right extends JobRunnerContract {
    @Override
    protected JobRunnerFixture openFixture() {
      return new InProcessJobs(threads()) {
        @Override
        public JobRunner open(JobLimits limits) {
          return around(open(unit(unitOfWork()), limits(InProcessJobs.settings(limits))));
        }

        @Override
        public Duration patience() {
          boolean isRight = Right.this.getClass() == Right.class;
          return Duration.ofMillis(isRight ? 10_000 : 500);
        }
      };
    }

    ExecutorService threads() {
      return Threads.newTaskExecutor("wrong-job");
    }

    UnitOfWork unit(UnitOfWork right) {
      return right;
    }

    InProcessJobSettings limits(InProcessJobSettings right) {
      return right;
    }

    JobRunner around(JobRunner right) {
      return right;
    }
  }

  static class RunsTwice extends Right {
    @Override
    JobRunner around(JobRunner right) {
      return new RunnerAround(right) {
        @Override
        public boolean submit(Job job) {
          inner.submit(with(job, job.key() + " again", job.owner(), job.serialKey()));
          return inner.submit(job);
        }
      };
    }
  }

  static class CommitsEarly extends Right {
    @Override
    UnitOfWork unit(UnitOfWork right) {
      return unitOfWork(right, Runnable::run);
    }
  }

  static class LosesCommitted extends Right {
    @Override
    UnitOfWork unit(UnitOfWork right) {
      return unitOfWork(right, action -> {});
    }
  }

  static class ForgetsEndedKeys extends Right {
    @Override
    InProcessJobSettings limits(InProcessJobSettings right) {
      return right.withRememberedKeys(0);
    }
  }

  static class IgnoresTheLimit extends Right {
    @Override
    InProcessJobSettings limits(InProcessJobSettings right) {
      return right.withConcurrency(1_000, right.concurrencyPerOwner());
    }
  }

  static class IgnoresOwnerLimit extends Right {
    @Override
    InProcessJobSettings limits(InProcessJobSettings right) {
      return right.withConcurrency(right.concurrency(), right.concurrency());
    }
  }

  static class FirstComeFirstServed extends Right {
    @Override
    JobRunner around(JobRunner right) {
      return new RunnerAround(right) {
        @Override
        public boolean submit(Job job) {
          return inner.submit(with(job, job.key(), OwnerId.of("everybody"), job.serialKey()));
        }
      };
    }
  }

  static class NewestFirst extends Right {
    @Override
    InProcessJobSettings limits(InProcessJobSettings right) {
      return right.withConcurrency(10_000, 10_000);
    }

    @Override
    ExecutorService threads() {
      return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new Stack());
    }

    private static final class Stack extends LinkedBlockingDeque<Runnable> {
      private static final long serialVersionUID = 1L;

      @Override
      public boolean offer(Runnable task) {
        return offerFirst(task);
      }
    }
  }

  static class ForgetsSerialKeys extends Right {
    @Override
    JobRunner around(JobRunner right) {
      return new RunnerAround(right) {
        @Override
        public boolean submit(Job job) {
          return inner.submit(with(job, job.key(), job.owner(), job.key()));
        }
      };
    }
  }

  static class RetriesEverything extends Right {
    @Override
    JobRunner around(JobRunner right) {
      return new RunnerAround(right) {
        @Override
        void runJob(JobHandler handler, JobContext context) {
          try {
            handler.run(context);
          } catch (OllioException e) {
            throw new Probe.Busy();
          }
        }
      };
    }
  }

  static class RetriesTooEarly extends Right {
    @Override
    InProcessJobSettings limits(InProcessJobSettings right) {
      RetryPolicy policy = right.retries();
      return right.withRetries(
          new RetryPolicy(
              policy.retries(),
              policy.firstDelay().dividedBy(2),
              policy.multiplier(),
              policy.maxDelay(),
              policy.jitter()));
    }
  }

  static class RetriesTwice extends Right {
    @Override
    InProcessJobSettings limits(InProcessJobSettings right) {
      return right.withRetries(right.retries().withRetries(2));
    }
  }

  static class TellsNoFailure extends Right {
    @Override
    JobRunner around(JobRunner right) {
      return new RunnerAround(right) {
        @Override
        void failJob(JobHandler handler, JobContext context, RuntimeException cause) {}
      };
    }
  }

  static class CancelsOnPaper extends Right {
    @Override
    JobRunner around(JobRunner right) {
      return new RunnerAround(right) {
        @Override
        public boolean cancel(String name, String key) {
          return true;
        }
      };
    }
  }

  static class FailsCancelled extends Right {
    @Override
    JobRunner around(JobRunner right) {
      return new RunnerAround(right) {
        @Override
        void runJob(JobHandler handler, JobContext context) {
          try {
            handler.run(context);
          } catch (OperationCancelled e) {
            handler.failed(context, e);
            throw e;
          }
        }
      };
    }
  }

  static class HidesShutdown extends Right {
    @Override
    JobRunner around(JobRunner right) {
      return new RunnerAround(right) {
        @Override
        void runJob(JobHandler handler, JobContext context) {
          handler.run(new OnlyCancelled(context.job(), context.attempt(), context.cancellation()));
        }
      };
    }
  }

  static class GivesNoGrace extends Right {
    @Override
    JobRunner around(JobRunner right) {
      CancellationSource close = new CancellationSource();
      return new RunnerAround(right) {
        @Override
        void runJob(JobHandler handler, JobContext context) {
          handler.run(new OnlyCancelled(context.job(), context.attempt(), close));
        }

        @Override
        public void close(Duration grace) {
          close.cancel();
          inner.close(grace);
        }
      };
    }
  }

  private record OnlyCancelled(Job job, int attempt, Cancellation cancellation)
      implements JobContext {
    @Override
    public boolean isShutdown() {
      return false;
    }
  }

  private static Job with(Job job, String key, OwnerId owner, String serialKey) {
    return new Job(job.name(), key, owner, serialKey, job.payload());
  }

  private static UnitOfWork unitOfWork(UnitOfWork right, Consumer<Runnable> afterCommit) {
    return new UnitOfWork() {
      @Override
      public <T> T call(Supplier<T> block) {
        return right.call(block);
      }

      @Override
      public void afterCommit(Runnable action) {
        afterCommit.accept(action);
      }
    };
  }
}
