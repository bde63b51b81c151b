package io.ollio.job;

import io.ollio.Cancellation;

/** What a running job knows. */
public interface JobContext {
  /** The job. */
  Job job();

  /** Which try this is, from 1 on; grows with every start, also after a lost worker. */
  int attempt();

  /** Fires when the job should stop: it was cancelled, or this process shuts down. */
  Cancellation cancellation();

  /**
   * Whether the runner shuts down and the job is to leave its work as stored, so that it can go on
   * later: it throws {@link io.ollio.OperationCancelled}. A durable runner says so from the
   * beginning of its grace, in which a job may end at the next place that can be gone on from; the
   * cancellation fires when the grace is over. Others say so together with the cancellation. Never
   * true once somebody has cancelled the job itself.
   */
  boolean isShutdown();
}
