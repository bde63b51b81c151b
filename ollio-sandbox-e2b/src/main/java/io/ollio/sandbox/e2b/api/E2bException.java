package io.ollio.sandbox.e2b.api;

import io.ollio.OllioException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to E2B failed. The nested types are the cases that callers treat differently. Messages
 * name the operation, the sandbox and the status; never a key, a token or a body.
 */
public abstract sealed class E2bException extends OllioException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private E2bException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** There is no such sandbox: never was, was killed, or has reached its end of life. */
  public static final class SandboxNotFound extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public SandboxNotFound(String message, int status, @Nullable Throwable cause) {
      super(message, status, cause);
    }
  }

  /** The sandbox lives, but nothing listens on the port yet. */
  public static final class PortClosed extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public PortClosed(String message, int status) {
      super(message, status, null);
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /** There is no such file, process, template, snapshot or context. */
  public static final class NotFound extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public NotFound(String message, int status) {
      super(message, status, null);
    }
  }

  /** The sandbox is in another state than the call needs: paused, changing, being killed. */
  public static final class Conflict extends E2bException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** A passing conflict, such as a change of state under way, is over soon. */
    public Conflict(String message, int status, boolean passing) {
      super(message, status, null);
      this.passing = passing;
    }

    @Override
    public boolean isRetryable() {
      return passing;
    }
  }

  /** What is to be made exists already. */
  public static final class AlreadyExists extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public AlreadyExists(String message, int status) {
      super(message, status, null);
    }
  }

  /** Too many calls, connections or sandboxes. */
  public static final class RateLimited extends E2bException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** The wait is absent when repeating does not help, e.g. at the limit of sandboxes. */
    public RateLimited(String message, int status, @Nullable Duration retryAfter) {
      super(message, status, null);
      this.retryAfter = retryAfter;
    }

    /** How long E2B asks to wait; empty when it does not say. */
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }

    @Override
    public boolean isRetryable() {
      return retryAfter != null;
    }
  }

  /** The key, the sandbox's token, a signature or the user's name is not accepted. */
  public static final class AuthenticationFailed extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public AuthenticationFailed(String message, int status) {
      super(message, status, null);
    }
  }

  /** The call is wrong in itself, or the account or template does not allow it. */
  public static final class InvalidRequest extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public InvalidRequest(String message, int status) {
      super(message, status, null);
    }
  }

  /** The template's daemon is too old for this call. Remedy: build the template anew. */
  public static final class TemplateTooOld extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public TemplateTooOld(String message) {
      super(message, 0, null);
    }
  }

  /** The sandbox's disk is full. */
  public static final class NotEnoughSpace extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public NotEnoughSpace(String message, int status) {
      super(message, status, null);
    }
  }

  /**
   * A time limit of this client or of the server ended the call; whether it took effect is open.
   */
  public static final class TimedOut extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public TimedOut(String message, int status, @Nullable Throwable cause) {
      super(message, status, cause);
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /** Nothing was done: no connection, or E2B is busy. */
  public static final class Unavailable extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public Unavailable(String message, int status, @Nullable Throwable cause) {
      super(message, status, cause);
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /** The connection or the server broke in the middle; whether the call took effect is open. */
  public static final class OutcomeUnknown extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public OutcomeUnknown(String message, int status, @Nullable Throwable cause) {
      super(message, status, cause);
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /** The answer is not what the protocol allows. */
  public static final class BadAnswer extends E2bException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public BadAnswer(String message, int status, @Nullable Throwable cause) {
      super(message, status, cause);
    }
  }
}
