package io.ollio.llm.openai;

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
import io.ollio.rejection.Redactor;
import io.ollio.rejection.RejectionKind;
import io.ollio.rejection.ServerWords;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The error table: what the server, the connection or a limit did, as the port's exceptions.
 * Source: OpenAI's guide "Error codes", and the error bodies of the servers named at {@link
 * RejectionKind}.
 */
final class Failures {
  private final HttpUrl url;
  private final String model;
  private final boolean hasTools;
  private final Redactor redactor;

  /**
   * The failures of one call.
   *
   * @param model the model's name as the request has it; empty when it names none
   */
  Failures(HttpUrl url, String model, boolean hasTools, Redactor redactor) {
    this.url = url;
    this.model = model.substring(0, Math.min(model.length(), 100));
    this.hasTools = hasTools;
    this.redactor = redactor;
  }

  /** The server did not serve: a status other than success, or an error event. */
  LlmException ofRejection(Rejection rejection) {
    RejectionKind kind = rejection.kind(hasTools);
    boolean isEvent = rejection.status() == 0;
    String says = says(isEvent ? "error event" : "HTTP " + rejection.status(), rejection);
    return isEvent && kind == RejectionKind.OVERLOADED
        ? broken("broke off its reply, " + says)
        : exception(kind, says, rejection.retryAfter());
  }

  /** The server sent a redirect, which is not followed so that the key goes nowhere else. */
  LlmException ofRedirect(int status, @Nullable HttpUrl target) {
    String where = target == null ? "elsewhere" : "to " + place(target);
    return new InvalidRequest(
        subject()
            + " answered HTTP "
            + status
            + ", a redirect "
            + where
            + ", which is not followed: set the base URL to the right address",
        null);
  }

  /** The answer cannot be used. */
  ReplyBroken broken(String what) {
    return new ReplyBroken(subject() + " " + what, null);
  }

  /** The connection failed; a watch that ended the call itself says why. */
  LlmException ofConnection(IOException failure, CallWatch watch) {
    CallWatch.Limit limit = watch.expired();
    if (limit != null) {
      return timedOut(limit, watch.valueOf(limit), failure);
    }
    if (failure instanceof EventReader.ReplyTooLong) {
      return new ReplyBroken(
          subject() + " sent more than the limit " + failure.getMessage() + " bytes", failure);
    }
    if (!watch.isConnected()) {
      return new Unreachable(
          subject() + " cannot be reached, " + reason(failure) + ": check " + remedy(failure),
          failure);
    }
    return new ReplyBroken(subject() + " broke off its answer: connection lost", failure);
  }

  private TimedOut timedOut(CallWatch.Limit limit, Duration value, IOException cause) {
    String what =
        switch (limit) {
          case CONNECT -> "could not be connected within the connect limit";
          case FIRST_TOKEN -> "sent no piece of a reply within the first-token limit";
          case IDLE, TRAILER -> "fell silent for longer than the idle limit";
          case TOTAL -> "was not done within the total limit";
        };
    return new TimedOut(subject() + " " + what + " of " + text(value), cause);
  }

  private LlmException exception(RejectionKind kind, String says, @Nullable Duration retryAfter) {
    return switch (kind) {
      case QUOTA_USED_UP ->
          new RateLimited(
              subject() + " has no credit left for this key, " + says, null, true, null);
      case RATE_LIMITED ->
          new RateLimited(
              subject() + " limits the rate" + wait(retryAfter) + ", " + says,
              retryAfter,
              false,
              null);
      case CONTEXT_TOO_LONG ->
          new ContextTooLong(subject() + " cannot take a conversation this long, " + says, null);
      case CONTENT_FILTERED ->
          new ContentFiltered(subject() + " refused the request by content filter, " + says, null);
      case MODEL_NOT_FOUND ->
          new ModelNotFound(
              subject()
                  + " is not known there: check its name, and whether the key may use it, "
                  + says,
              null);
      case OVERLOADED ->
          new Overloaded(
              subject() + " failed or is overloaded" + wait(retryAfter) + ", " + says,
              retryAfter,
              null);
      case AUTHENTICATION ->
          new AuthenticationFailed(
              subject() + " did not accept the key: check it and what it may do, " + says, null);
      case PROXY_LOGIN ->
          new AuthenticationFailed(
              subject() + " cannot be reached: the proxy asks for a login, " + says, null);
      default -> invalid(kind, says);
    };
  }

  private InvalidRequest invalid(RejectionKind kind, String says) {
    String problem =
        switch (kind) {
          case NO_TOOL_SUPPORT ->
              "cannot call tools: choose a model with tool support, or turn it on in the server, ";
          case WRONG_PATH ->
              "is not served at this address: check the base URL, which is the part before"
                  + " /chat/completions and usually ends in /v1, ";
          default -> "rejected the request, ";
        };
    return new InvalidRequest(subject() + " " + problem + says, null);
  }

  private String says(String channel, Rejection rejection) {
    ServerWords words = rejection.words();
    String code = Redactor.word(words.code().isEmpty() ? words.type() : words.code());
    return channel + (code.isEmpty() ? "" : " " + code) + redactor.quote(words.message());
  }

  private String subject() {
    return (model.isEmpty() ? "The model" : "Model " + model) + " at " + place(url);
  }

  private static String place(HttpUrl url) {
    boolean usual = url.port() == HttpUrl.defaultPort(url.scheme());
    return url.scheme() + "://" + url.host() + (usual ? "" : ":" + url.port()) + url.encodedPath();
  }

  private static String reason(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "host name not found";
    }
    if (failure instanceof ConnectException) {
      return "connection refused";
    }
    return failure instanceof SSLException ? "TLS failed" : "no connection";
  }

  private static String remedy(IOException failure) {
    return failure instanceof SSLException
        ? "whether the base URL begins with https or http, and its certificate"
        : "the base URL, the network, and that the server runs";
  }

  private static String wait(@Nullable Duration retryAfter) {
    return retryAfter == null ? "" : " (asks to wait " + text(retryAfter) + ")";
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
