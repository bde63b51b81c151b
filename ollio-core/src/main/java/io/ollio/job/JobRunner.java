package io.ollio.job;

import java.time.Duration;

/**
 * Runs jobs in the background, at least once each; the only port that owns threads.
 *
 * <p>Thread-safety: any number of threads. Blocking: {@link #submit} and {@link #cancel} answer
 * within a few milliseconds; {@link #close} waits. Lifetime: register handlers, then {@link
 * #start}; the host closes it. Limits: global and per-owner concurrency, retries and back-off are
 * the adapter's settings. Owners take turns: one owner's thousand jobs do not delay another owner's
 * first.
 */
public interface JobRunner extends AutoCloseable {
  /**
   * Says who runs the jobs of a name; once for a name, before {@link #start}. A node that only
   * submits registers its handlers too, and is not started.
   *
   * @throws IllegalStateException when the name has a handler already, or the runner has started
   */
  void register(String name, JobHandler handler);

  /** Begins to run jobs, those submitted earlier included. Idempotent. */
  void start();

  /**
   * Submits a job, in the unit of work that runs on this thread, if one does: it becomes visible
   * when that is committed and never when it is undone. A second job with the same name and key is
   * ignored, also when the first one has ended; tells whether the job is new. While the first one's
   * unit is not committed, both may be told so, and one of them runs.
   *
   * @throws IllegalArgumentException when the job's name has no handler here: it would wait for
   *     ever
   * @throws IllegalStateException after {@link #close}
   */
  boolean submit(Job job);

  /**
   * Asks a job to stop: one that waits (for a retry, too) never runs, one that runs sees its
   * cancellation, on any node. Takes effect at once, also inside a unit of work, so cancel after
   * the commit. Tells whether the job was waiting or running. A cancelled job is not retried, and
   * its handler is told by nothing but the cancellation.
   */
  boolean cancel(String name, String key);

  /** How much there is to do. */
  JobStats stats();

  /**
   * Stops taking jobs and waits for the running ones; what still runs after the grace is cancelled
   * with {@link JobContext#isShutdown} and runs again at the next start where the adapter is
   * durable. Idempotent.
   */
  void close(Duration grace);

  /** Closes with a grace of ten seconds. */
  @Override
  default void close() {
    close(Duration.ofSeconds(10));
  }
}
