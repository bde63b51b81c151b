package io.ollio.jdbc.job;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.RetryPolicy;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobCrashed;
import io.ollio.job.JobHandler;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One try of one job on this worker. */
final class JobTry implements JobContext {
  /**
   * A job that has neither ended nor failed by then, perhaps because it kills its workers, fails.
   */
  private static final int MOST_ATTEMPTS = 50;

  private final JobStart start;
  private final CancellationSource cancellation = new CancellationSource();
  private volatile boolean isUnwanted;
  private volatile boolean isShutdown;
  private boolean isJudged;

  JobTry(JobStart start) {
    this.start = start;
    if (start.isCancelled()) {
      cancel();
    }
  }

  JobStart start() {
    return start;
  }

  @Override
  public Job job() {
    return start.job();
  }

  @Override
  public int attempt() {
    return start.attempt();
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public boolean isShutdown() {
    return isShutdown && !isUnwanted;
  }

  /** Somebody has cancelled the job; tells whether that was in time to decide how the try ends. */
  boolean cancel() {
    boolean isInTime;
    synchronized (this) {
      isInTime = !isJudged;
      isUnwanted = true;
    }
    cancellation.cancel();
    return isInTime;
  }

  /** This worker shuts down: the job may end at the next place that can be gone on from. */
  void leaveSoon() {
    isShutdown = true;
  }

  /** This worker must let go: it shuts down, or another has taken over. */
  void letGo() {
    isShutdown = true;
    cancellation.cancel();
  }

  /** Runs the handler; the failure it ended with, or null. */
  @Nullable RuntimeException run(JobHandler handler) {
    if (attempt() > MOST_ATTEMPTS) {
      return new IllegalStateException(
          "Job " + job().label() + " was begun " + MOST_ATTEMPTS + " times and has never ended");
    }
    try {
      handler.run(this);
      return null;
    } catch (RuntimeException e) {
      return e;
    } catch (Throwable e) {
      return new JobCrashed(job(), e);
    }
  }

  /** What follows from the way the handler ended. */
  synchronized JobEnd judge(
      @Nullable RuntimeException failure, RetryPolicy retries, RandomGenerator random) {
    isJudged = true;
    if (failure == null) {
      return JobEnd.of(start, isUnwanted ? JobState.CANCELLED : JobState.DONE, "");
    }
    String reason = codeOf(failure);
    if (isUnwanted) {
      // A handler that could not store that it was cancelled must get the chance to do so.
      return isAway(failure)
          ? new JobEnd(start, JobState.READY, retries.firstDelay(), start.failures(), reason)
          : JobEnd.of(start, JobState.CANCELLED, reason);
    }
    if (isShutdown && failure instanceof OperationCancelled) {
      return JobEnd.of(start, JobState.READY, reason);
    }
    if (isAway(failure) && attempt() < MOST_ATTEMPTS) {
      return new JobEnd(start, JobState.READY, retries.firstDelay(), start.failures(), reason);
    }
    int failures = start.failures() + 1;
    boolean isRetryable = failure instanceof OllioException known && known.isRetryable();
    return isRetryable && failures <= retries.retries()
        ? new JobEnd(start, JobState.READY, retries.delayBefore(failures, random), failures, reason)
        : new JobEnd(start, JobState.FAILED, Duration.ZERO, failures, reason);
  }

  private static boolean isAway(RuntimeException failure) {
    return failure instanceof StoreUnavailable store && store.isRetryable();
  }

  private static String codeOf(RuntimeException failure) {
    return failure instanceof OllioException known
        ? known.code()
        : failure.getClass().getSimpleName();
  }
}
