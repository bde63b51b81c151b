package io.ollio.sandbox.e2b.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.AlreadyExists;
import io.ollio.sandbox.e2b.api.E2bException.AuthenticationFailed;
import io.ollio.sandbox.e2b.api.E2bException.Conflict;
import io.ollio.sandbox.e2b.api.E2bException.InvalidRequest;
import io.ollio.sandbox.e2b.api.E2bException.NotEnoughSpace;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.PortClosed;
import io.ollio.sandbox.e2b.api.E2bException.RateLimited;
import io.ollio.sandbox.e2b.api.E2bException.SandboxNotFound;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.api.E2bException.Unavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The error table: what E2B, its proxies, the daemon or the connection did, as exceptions. Source:
 * protocol notes, sections 2.2, 2.3, 4, 5 and 6.4.
 */
public final class Failures {
  private static final int MAX_WORDS = 300;
  private static final int LONGEST_WAIT_SECONDS = 3_600;

  /** The codes of Connect; anything else in their place is no Connect error. */
  private static final Set<String> CODES =
      Set.of(
          "canceled",
          "unknown",
          "invalid_argument",
          "deadline_exceeded",
          "not_found",
          "already_exists",
          "permission_denied",
          "resource_exhausted",
          "failed_precondition",
          "aborted",
          "out_of_range",
          "unimplemented",
          "internal",
          "unavailable",
          "data_loss",
          "unauthenticated");

  private final Place place;
  private final List<String> secrets;

  /** Failures of calls to one place; the secrets never come into a message. */
  public Failures(Place place, List<String> secrets) {
    this.place = place;
    this.secrets = List.copyOf(secrets);
  }

  /** The server answered with a status other than success. */
  public E2bException ofStatus(String operation, int status, Headers headers, String body) {
    JsonValue json = parsed(body);
    String words = json.path("message").text().isEmpty() ? body : json.path("message").text();
    String says = said(operation, "HTTP " + status, words) + trace(headers);
    String code = json.path("code").text();
    if (CODES.contains(code)) {
      return ofCode(code, says, status, null);
    }
    return place == Place.CONTROL
        ? ofControl(status, headers, json, says)
        : ofSandbox(status, headers, words, says);
  }

  /** A stream ended with an error. */
  public E2bException ofEndFrame(String operation, JsonValue error) {
    String code = error.path("code").text();
    String says = said(operation, code, error.path("message").text());
    return ofCode(code, says, 0, null);
  }

  /** The answer is no answer to this protocol. */
  public E2bException ofConnection(
      String operation, IOException failure, CallWatch watch, boolean isSent) {
    if (watch.reason().filter(CallWatch.Reason.LIMIT::equals).isPresent()) {
      return new TimedOut(
          operation + " was not answered within " + text(watch.limit()), 0, failure);
    }
    boolean isUnconnected =
        failure instanceof ConnectException
            || failure instanceof UnknownHostException
            || failure instanceof NoRouteToHostException
            || failure instanceof SocketTimeoutException
            || failure instanceof SSLHandshakeException;
    if (isUnconnected || !isSent) {
      return new Unavailable(operation + " failed, no connection: " + reason(failure), 0, failure);
    }
    return new OutcomeUnknown(operation + " failed, the connection broke", 0, failure);
  }

  private E2bException ofControl(int status, Headers headers, JsonValue json, String says) {
    String code = json.path("error_code").text();
    return switch (status) {
      case 400, 403, 405, 422 -> new InvalidRequest(says, status);
      case 401 -> new AuthenticationFailed(says, status);
      case 404 ->
          json.path("message").text().startsWith("Sandbox ")
              ? new SandboxNotFound(says, status, null)
              : new NotFound(says, status);
      case 409 -> new Conflict(says, status, code.equals("sandbox_start_in_flight"));
      case 429 -> new RateLimited(says, status, retryAfter(headers));
      case 503 -> new Unavailable(says, status, null);
      case 408, 504 -> new TimedOut(says, status, null);
      default -> new OutcomeUnknown(says, status, null);
    };
  }

  private E2bException ofSandbox(int status, Headers headers, String words, String says) {
    return switch (status) {
      case 400, 405, 406, 416 -> new InvalidRequest(says, status);
      case 401, 403 -> new AuthenticationFailed(says, status);
      case 404 -> new NotFound(says, status);
      case 409 -> new Conflict(says, status, true);
      case 429 -> new RateLimited(says, status, retryAfter(headers));
      case 502 -> ofBadGateway(words, says);
      case 503 -> new Unavailable(says, status, null);
      case 504 -> new TimedOut(says, status, null);
      case 507 -> new NotEnoughSpace(says, status);
      default -> new OutcomeUnknown(says, status, null);
    };
  }

  private static E2bException ofBadGateway(String words, String says) {
    if (words.contains("sandbox was not found")) {
      return new SandboxNotFound(says, 502, null);
    }
    if (words.contains("port is not open")) {
      return new PortClosed(says, 502);
    }
    return new OutcomeUnknown(says, 502, null);
  }

  private static E2bException ofCode(
      String code, String says, int status, @Nullable Throwable cause) {
    return switch (code) {
      case "invalid_argument", "out_of_range", "failed_precondition", "unimplemented" ->
          new InvalidRequest(says, status);
      case "not_found" -> new NotFound(says, status);
      case "already_exists" -> new AlreadyExists(says, status);
      case "permission_denied", "unauthenticated" -> new AuthenticationFailed(says, status);
      case "resource_exhausted" -> new RateLimited(says, status, null);
      case "aborted" -> new Conflict(says, status, true);
      case "unavailable" -> new Unavailable(says, status, cause);
      case "deadline_exceeded", "canceled" -> new TimedOut(says, status, cause);
      default -> new OutcomeUnknown(says, status, cause);
    };
  }

  private static JsonValue parsed(String body) {
    try {
      return body.startsWith("{") ? JsonValue.parse(body) : JsonValue.MISSING;
    } catch (JsonProcessingException noJson) {
      return JsonValue.MISSING;
    }
  }

  private String said(String operation, String channel, String words) {
    String clean = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    String cut = clean.length() <= MAX_WORDS ? clean : clean.substring(0, MAX_WORDS) + "…";
    return operation + " failed, " + channel + (cut.isEmpty() ? "" : ": " + cut);
  }

  private static String trace(Headers headers) {
    String id = headers.get("X-E2B-Trace-ID");
    return id == null || !id.matches("[A-Za-z0-9-]{1,64}") ? "" : " (trace " + id + ")";
  }

  private static @Nullable Duration retryAfter(Headers headers) {
    String value = headers.get("Retry-After");
    if (value == null || !value.strip().matches("[0-9]{1,9}")) {
      return null;
    }
    return Duration.ofSeconds(Math.min(Long.parseLong(value.strip()), LONGEST_WAIT_SECONDS));
  }

  private static String reason(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "host name not found";
    }
    return failure instanceof SSLHandshakeException ? "TLS failed" : "not reachable";
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
