package io.ollio.testkit.llm;

import io.ollio.llm.LlmException;
import io.ollio.llm.LlmException.AuthenticationFailed;
import io.ollio.llm.LlmException.ContentFiltered;
import io.ollio.llm.LlmException.ContextTooLong;
import io.ollio.llm.LlmException.InvalidRequest;
import io.ollio.llm.LlmException.ModelNotFound;
import io.ollio.llm.LlmException.Overloaded;
import io.ollio.llm.LlmException.RateLimited;
import io.ollio.llm.LlmException.ReplyBroken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a model's server can report.
 *
 * @param kind what is wrong
 * @param retryAfter how long the server asks to wait; absent when it does not say
 */
public record LlmFault(Kind kind, @Nullable Duration retryAfter) {
  /** One for each exception that a server's answer can lead to. */
  public enum Kind {
    /** See {@link AuthenticationFailed}. */
    AUTHENTICATION(AuthenticationFailed.class),
    /** See {@link RateLimited}. */
    RATE_LIMIT(RateLimited.class),
    /** See {@link RateLimited}, with no money left. */
    QUOTA(RateLimited.class),
    /** See {@link Overloaded}. */
    OVERLOAD(Overloaded.class),
    /** See {@link ContextTooLong}. */
    CONTEXT(ContextTooLong.class),
    /** See {@link ContentFiltered}. */
    FILTER(ContentFiltered.class),
    /** See {@link ModelNotFound}. */
    MODEL(ModelNotFound.class),
    /** See {@link InvalidRequest}. */
    REQUEST(InvalidRequest.class),
    /** See {@link ReplyBroken}. */
    BROKEN(ReplyBroken.class);

    private final Class<? extends LlmException> exception;

    Kind(Class<? extends LlmException> exception) {
      this.exception = exception;
    }

    /** What a client makes of it. */
    public Class<? extends LlmException> exception() {
      return exception;
    }

    /** Whether a client calls it retryable. */
    public boolean isRetryable() {
      return this == RATE_LIMIT || this == OVERLOAD || this == BROKEN;
    }
  }

  /** A failure of this kind, without a wish to wait. */
  public static LlmFault of(Kind kind) {
    return new LlmFault(kind, null);
  }

  /** Too many requests. */
  public static LlmFault rateLimited(Duration retryAfter) {
    return new LlmFault(Kind.RATE_LIMIT, retryAfter);
  }

  /** A server that fails. */
  public static LlmFault overloaded() {
    return of(Kind.OVERLOAD);
  }

  /** What a client makes of this failure. */
  public LlmException toException() {
    String message = "Scripted failure " + kind;
    return switch (kind) {
      case AUTHENTICATION -> new AuthenticationFailed(message, null);
      case RATE_LIMIT -> new RateLimited(message, retryAfter, false, null);
      case QUOTA -> new RateLimited(message, retryAfter, true, null);
      case OVERLOAD -> new Overloaded(message, retryAfter, null);
      case CONTEXT -> new ContextTooLong(message, null);
      case FILTER -> new ContentFiltered(message, null);
      case MODEL -> new ModelNotFound(message, null);
      case REQUEST -> new InvalidRequest(message, null);
      case BROKEN -> new ReplyBroken(message, null);
    };
  }
}
