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
   * Whether the cancellation came from the runner's shutdown: the job then leaves its work as
   * stored, so that it can go on later, and throws {@link io.ollio.OperationCancelled}.
   */
  boolean isShutdown();
}
