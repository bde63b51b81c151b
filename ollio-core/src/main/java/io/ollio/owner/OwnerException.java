package io.ollio.owner;

import io.ollio.OllioException;
import io.ollio.OwnerId;
import java.time.Duration;

/** An owner may not do this. The nested types are the cases that callers treat differently. */
public abstract sealed class OwnerException extends OllioException {
  private static final long serialVersionUID = 1L;

  private OwnerException(String message) {
    super(message);
  }

  /** Nobody has this id. */
  public static final class OwnerNotFound extends OwnerException {
    private static final long serialVersionUID = 1L;

    /** The id. */
    public OwnerNotFound(OwnerId id) {
      super("There is no owner " + id);
    }
  }

  /** The owner is suspended. Remedy: an administrator sets the status to active. */
  public static final class OwnerSuspended extends OwnerException {
    private static final long serialVersionUID = 1L;

    /** The id. */
    public OwnerSuspended(OwnerId id) {
      super("Owner " + id + " is suspended");
    }
  }

  /** The owner has submitted too often. Remedy: wait. */
  public static final class TooManyRequests extends OwnerException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** The id, the limit in words, and how long to wait. */
    public TooManyRequests(OwnerId id, String limit, Duration retryAfter) {
      super("Owner " + id + " has reached the limit of " + limit + "; next try in " + retryAfter);
      this.retryAfter = retryAfter;
    }

    /** How long to wait before the next try. */
    public Duration retryAfter() {
      return retryAfter;
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }
}
