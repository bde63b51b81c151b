package io.ollio.llm;

import io.ollio.OllioException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model call failed. The nested types are the cases that callers treat differently. */
public abstract sealed class LlmException extends OllioException {
  private static final long serialVersionUID = 1L;

  private LlmException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** How long the server asked to wait before the next try; empty when it did not say. */
  public Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  /** The key is missing, wrong or not allowed to do this. Remedy: check the key. */
  public static final class AuthenticationFailed extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public AuthenticationFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Too many requests or tokens in a period, or the account's quota is used up. */
  public static final class RateLimited extends LlmException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;
    private final boolean quotaExhausted;

    /**
     * See the type.
     *
     * @param quotaExhausted whether waiting does not help because the account has no money left
     */
    public RateLimited(
        String message,
        @Nullable Duration retryAfter,
        boolean quotaExhausted,
        @Nullable Throwable cause) {
      super(message, cause);
      this.retryAfter = retryAfter;
      this.quotaExhausted = quotaExhausted;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }

    @Override
    public boolean isRetryable() {
      return !quotaExhausted;
    }
  }

  /** The server failed or is overloaded (5xx). */
  public static final class Overloaded extends LlmException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** See the type. */
    public Overloaded(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
      super(message, cause);
      this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /** Nobody answered: name not found, connection refused, TLS failure. */
  public static final class Unreachable extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public Unreachable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /** The answer broke off, was no valid answer, or held an error event; nothing of it counts. */
  public static final class ReplyBroken extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public ReplyBroken(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /** One of the client's time limits passed; the message says which and its value. */
  public static final class TimedOut extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public TimedOut(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /** The conversation does not fit the model's context window. Remedy: send less. */
  public static final class ContextTooLong extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public ContextTooLong(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The provider's content filter refused the request. */
  public static final class ContentFiltered extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public ContentFiltered(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The server does not know this model, or the key has no access to it. */
  public static final class ModelNotFound extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public ModelNotFound(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The server rejects the request as it is, e.g. because the model has no tool support. */
  public static final class InvalidRequest extends LlmException {
    private static final long serialVersionUID = 1L;

    /** See the type. */
    public InvalidRequest(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
