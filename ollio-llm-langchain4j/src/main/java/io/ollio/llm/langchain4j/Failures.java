package io.ollio.llm.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.ollio.OllioException;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmException.AuthenticationFailed;
import io.ollio.llm.LlmException.ContentFiltered;
import io.ollio.llm.LlmException.ContextTooLong;
import io.ollio.llm.LlmException.InvalidRequest;
import io.ollio.llm.LlmException.ModelNotFound;
import io.ollio.llm.LlmException.Overloaded;
import io.ollio.llm.LlmException.RateLimited;
import io.ollio.llm.LlmException.ReplyBroken;
import io.ollio.llm.LlmException.TimedOut;
import io.ollio.llm.LlmException.Unreachable;
import io.ollio.llm.langchain4j.ReplyInbox.ReplyTooLong;
import io.ollio.rejection.Redactor;
import io.ollio.rejection.RejectionKind;
import io.ollio.rejection.ServerWords;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The error table: what the model threw, or a limit ended, as the port's exceptions. LangChain4j's
 * exception becomes the cause, unless its words repeat the request or hold a key. An HTTP status
 * counts more than LangChain4j's own type, which knows neither quotas nor long conversations.
 */
final class Failures {
  private static final int LONGEST_CHAIN = 10;

  private final String subject;
  private final boolean hasTools;
  private final Redactor redactor;

  /**
   * The failures of one call.
   *
   * @param subject the model, as a message begins with it
   */
  Failures(String subject, boolean hasTools, Redactor redactor) {
    this.subject = subject;
    this.hasTools = hasTools;
    this.redactor = redactor;
  }

  /** The limits of time. */
  enum Limit {
    FIRST_TOKEN("sent no piece of a reply within the first-token limit"),
    IDLE("fell silent for longer than the idle limit"),
    TOTAL("was not done within the total limit");

    private final String what;

    Limit(String what) {
      this.what = what;
    }

    Duration valueIn(LangChain4jLimits limits) {
      return switch (this) {
        case FIRST_TOKEN -> limits.firstToken();
        case IDLE -> limits.idle();
        case TOTAL -> limits.total();
      };
    }
  }

  /** A limit passed. */
  TimedOut timedOut(Limit limit, LangChain4jLimits limits) {
    return new TimedOut(subject + " " + limit.what + " of " + text(limit.valueIn(limits)), null);
  }

  /** The answer cannot be used. */
  ReplyBroken broken(String what) {
    return new ReplyBroken(subject + " " + what, null);
  }

  /**
   * The model threw. Errors are thrown from here as they are.
   *
   * @param begun whether any piece of the reply had come
   */
  RuntimeException of(Throwable thrown, boolean begun) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof OllioException known) {
      return known;
    }
    if (thrown instanceof ReplyTooLong) {
      return broken("sent more than the limit " + thrown.getMessage() + " characters");
    }
    List<Throwable> chain = chainOf(thrown);
    Throwable cause = chain.stream().allMatch(this::isClean) ? thrown : null;
    LlmException refused = ofRefusal(chain, cause);
    if (refused != null) {
      return refused;
    }
    LlmException lost = ofConnection(chain, begun, cause);
    return lost != null ? lost : ofUnknown(thrown, begun, cause);
  }

  private @Nullable LlmException ofRefusal(List<Throwable> chain, @Nullable Throwable cause) {
    for (Throwable e : chain) {
      if (e instanceof HttpException http) {
        ServerWords words = ServerWords.parse(text(http.getMessage()));
        String says = says("HTTP " + http.statusCode(), words);
        return exception(RejectionKind.of(http.statusCode(), words, hasTools), says, cause);
      }
    }
    for (Throwable e : chain) {
      int status = statusOf(e);
      if (status > 0) {
        ServerWords words = ServerWords.parse(text(e.getMessage()));
        String says = says(e.getClass().getSimpleName(), words);
        return exception(kindOf(e, status, words), says, cause);
      }
    }
    return null;
  }

  /** The HTTP status that LangChain4j's type stands for; 0 for all others. */
  private static int statusOf(Throwable e) {
    if (e instanceof RateLimitException) {
      return 429;
    }
    if (e instanceof AuthenticationException) {
      return 401;
    }
    if (e instanceof ModelNotFoundException) {
      return 404;
    }
    if (e instanceof InternalServerException) {
      return 500;
    }
    return e instanceof InvalidRequestException || e instanceof UnsupportedFeatureException
        ? 400
        : 0;
  }

  private RejectionKind kindOf(Throwable e, int status, ServerWords words) {
    if (e instanceof ModelNotFoundException) {
      return RejectionKind.MODEL_NOT_FOUND;
    }
    return e instanceof ContentFilteredException
        ? RejectionKind.CONTENT_FILTERED
        : RejectionKind.of(status, words, hasTools);
  }

  private LlmException exception(RejectionKind kind, String says, @Nullable Throwable cause) {
    return switch (kind) {
      case QUOTA_USED_UP ->
          new RateLimited(subject + " has no credit left for this key, " + says, null, true, cause);
      case RATE_LIMITED ->
          new RateLimited(subject + " limits the rate, " + says, null, false, cause);
      case CONTEXT_TOO_LONG ->
          new ContextTooLong(subject + " cannot take a conversation this long, " + says, cause);
      case CONTENT_FILTERED ->
          new ContentFiltered(subject + " refused the request by content filter, " + says, cause);
      case MODEL_NOT_FOUND ->
          new ModelNotFound(
              subject + " does not exist: check its name, and whether the key may use it, " + says,
              cause);
      case OVERLOADED -> new Overloaded(subject + " failed or is overloaded, " + says, null, cause);
      case AUTHENTICATION ->
          new AuthenticationFailed(
              subject + " did not accept the key: check it and what it may do, " + says, cause);
      case PROXY_LOGIN ->
          new AuthenticationFailed(
              subject + " cannot be reached: the proxy asks for a login, " + says, cause);
      case NO_TOOL_SUPPORT ->
          new InvalidRequest(
              subject + " cannot call tools: choose a model with tool support, " + says, cause);
      case WRONG_PATH ->
          new InvalidRequest(subject + " is not served there: check the base URL, " + says, cause);
      case INVALID -> new InvalidRequest(subject + " rejected the request, " + says, cause);
    };
  }

  private @Nullable LlmException ofConnection(
      List<Throwable> chain, boolean begun, @Nullable Throwable cause) {
    if (!begun && chain.stream().anyMatch(Failures::isUnreachable)) {
      return new Unreachable(subject + " cannot be reached: " + reason(chain), cause);
    }
    if (chain.stream().anyMatch(Failures::isTimeout)) {
      return new TimedOut(subject + " passed the time limit of its LangChain4j model", cause);
    }
    return chain.stream().anyMatch(IOException.class::isInstance)
        ? new ReplyBroken(subject + " broke off its answer, or sent what cannot be read", cause)
        : null;
  }

  /** An event of the stream in the body's own form, or a fault in the model's code. */
  private LlmException ofUnknown(Throwable thrown, boolean begun, @Nullable Throwable cause) {
    String message = text(thrown.getMessage());
    String type = thrown.getClass().getSimpleName();
    if (message.stripLeading().startsWith("{")) {
      ServerWords words = ServerWords.parse(message);
      RejectionKind kind = RejectionKind.of(0, words, hasTools);
      return kind == RejectionKind.OVERLOADED
          ? new ReplyBroken(subject + " broke off its reply, " + says("error event", words), cause)
          : exception(kind, says("error event", words), cause);
    }
    boolean refused =
        thrown instanceof IllegalArgumentException
            || thrown instanceof UnsupportedOperationException;
    return refused && !begun
        ? new InvalidRequest(
            subject + " does not take the request, " + type + redactor.quote(message), cause)
        : new ReplyBroken(subject + " failed, " + type + redactor.quote(message), cause);
  }

  private static boolean isUnreachable(Throwable e) {
    return e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof NoRouteToHostException
        || e instanceof UnresolvedAddressException
        || e instanceof UnresolvedModelServerException
        || e instanceof HttpConnectTimeoutException
        || e instanceof SSLException;
  }

  private static boolean isTimeout(Throwable e) {
    return e instanceof dev.langchain4j.exception.TimeoutException
        || e instanceof java.util.concurrent.TimeoutException
        || e instanceof HttpTimeoutException
        || e instanceof SocketTimeoutException;
  }

  private static String reason(List<Throwable> chain) {
    for (Throwable e : chain) {
      if (e instanceof SSLException) {
        return "TLS failed";
      }
      if (e instanceof UnknownHostException || e instanceof UnresolvedAddressException) {
        return "host name not found";
      }
    }
    return chain.stream().anyMatch(HttpConnectTimeoutException.class::isInstance)
        ? "not connected in time"
        : "no connection";
  }

  private String says(String channel, ServerWords words) {
    String code = Redactor.word(words.code().isEmpty() ? words.type() : words.code());
    return channel + (code.isEmpty() ? "" : " " + code) + redactor.quote(words.message());
  }

  private boolean isClean(Throwable e) {
    return e.getMessage() == null || redactor.isClean(e.getMessage());
  }

  private static List<Throwable> chainOf(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable e = thrown; e != null && chain.size() < LONGEST_CHAIN; e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
