package io.ollio.local;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.RetryPolicy;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobCrashed;
import io.ollio.job.JobHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try of one job. */
final class JobRun implements JobContext {
  /** What follows from the way a run ended. */
  enum Verdict {
    ENDED,
    AGAIN,
    FAILED
  }

  private static final Logger LOG = LoggerFactory.getLogger(InProcessJobRunner.class);

  private final JobQueue.Entry entry;
  private final JobHandler handler;
  private final int attempt;
  private final CancellationSource cancellation = new CancellationSource();
  private volatile boolean isUnwanted;
  private volatile boolean isShutdown;

  JobRun(JobQueue.Entry entry, JobHandler handler) {
    this.entry = entry;
    this.handler = handler;
    this.attempt = entry.attempts();
  }

  JobQueue.Entry entry() {
    return entry;
  }

  @Override
  public Job job() {
    return entry.job;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public boolean isShutdown() {
    return isShutdown;
  }

  /** Notes that somebody has cancelled the job; {@link #stop} tells it. */
  void markUnwanted() {
    isUnwanted = true;
  }

  /** Notes that the runner shuts down; {@link #stop} tells the job. */
  void markShutdown() {
    isShutdown = true;
  }

  void stop() {
    cancellation.cancel();
  }

  /** Runs the handler unless the job is cancelled by now; the failure it ended with, or null. */
  @Nullable RuntimeException tryOnce() {
    try {
      cancellation.throwIfCancelled();
      handler.run(this);
      return null;
    } catch (RuntimeException e) {
      return e;
    } catch (Throwable e) {
      return new JobCrashed(entry.job, e);
    }
  }

  Verdict judge(@Nullable RuntimeException failure, RetryPolicy retries) {
    if (failure == null || isUnwanted) {
      return Verdict.ENDED;
    }
    if (isShutdown && failure instanceof OperationCancelled) {
      return Verdict.AGAIN;
    }
    boolean isRetryable = failure instanceof OllioException known && known.isRetryable();
    return isRetryable && attempt <= retries.retries() ? Verdict.AGAIN : Verdict.FAILED;
  }

  /** Tells the handler that the job has failed for good; survives whatever it does. */
  void tellFailure(RuntimeException failure) {
    LOG.warn("Job {} failed for good at try {}", entry.job.label(), attempt, failure);
    Thread.interrupted(); // an interrupt of the run is not meant for what follows
    try {
      handler.failed(this, failure);
    } catch (Throwable e) {
      LOG.error("Handler of job {} could not take its failure", entry.job.label(), e);
    }
  }
}
