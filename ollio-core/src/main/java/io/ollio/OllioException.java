package io.ollio;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything Ollio throws on purpose. Each port has one subtype whose nested types are the
 * cases a caller would treat differently. Messages name what was attempted, on which id, and the
 * value seen; they never hold keys, prompts or file bodies.
 */
public abstract class OllioException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Longest message kept, in characters; the rest is cut so that logs stay readable. */
  public static final int MAX_MESSAGE_LENGTH = 1_000;

  /** An exception with its plain message. */
  protected OllioException(String message) {
    this(message, null);
  }

  /** An exception caused by a lower layer's one, which stays readable as the cause. */
  protected OllioException(String message, @Nullable Throwable cause) {
    super(StorableText.cut(message, MAX_MESSAGE_LENGTH), cause);
  }

  /** Whether the same call may succeed later without any change by the caller. */
  public boolean isRetryable() {
    return false;
  }

  /** The exception's name in the form that events and records store, e.g. {@code RateLimited}. */
  public String code() {
    return getClass().getSimpleName();
  }
}
