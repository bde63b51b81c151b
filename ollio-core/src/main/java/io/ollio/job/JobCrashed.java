package io.ollio.job;

import io.ollio.OllioException;

/** A job's handler ended with an {@link Error}, which is the cause; not retried. */
public final class JobCrashed extends OllioException {
  private static final long serialVersionUID = 1L;

  /** A crash of one job. */
  public JobCrashed(Job job, Throwable cause) {
    super("Job " + job.label() + " crashed with " + cause.getClass().getName(), cause);
  }
}
