package io.ollio.job;

/**
 * Does the work of the jobs of one name. A job may run more than once (after a failure, a lost
 * worker or a shutdown), so it must go on from what it stored.
 */
public interface JobHandler {
  /**
   * Does the work on the calling thread. Returning ends the job. An {@link io.ollio.OllioException}
   * that says it is retryable leads to a retry while the retry policy allows one; everything else
   * ends the job, as does a cancellation that was asked for.
   */
  void run(JobContext context);

  /**
   * The job has failed for good: no retry is left, or the failure was not retryable. Called after
   * the last {@link #run}, at least once, before the next job of the same serial key starts; not
   * called for jobs that were cancelled. What it throws is logged and changes nothing.
   *
   * @param cause what {@code run} threw; a {@link JobCrashed} around it when that was an {@link
   *     Error}
   */
  void failed(JobContext context, RuntimeException cause);
}
