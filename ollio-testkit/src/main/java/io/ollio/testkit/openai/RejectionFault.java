package io.ollio.testkit.openai;

import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmScript;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server answers with another status than 200. Bodies are those that OpenAI sends, or the
 * server named at the method.
 *
 * @param name the fault's name on the menu
 * @param status the status
 * @param headers headers beside the usual ones
 * @param body the body
 * @param field rejects only requests that have this field in their body; absent rejects all
 */
public record RejectionFault(
    String name, int status, Map<String, String> headers, String body, @Nullable String field)
    implements OpenAiFault {

  /** Copies the headers. */
  public RejectionFault {
    headers = Map.copyOf(headers);
  }

  /** How a server says when to come back. */
  public enum WaitForm {
    /** {@code Retry-After} in seconds. */
    SECONDS,
    /** {@code Retry-After} as a date, beside a {@code Date} far from the system's clock. */
    DATE,
    /** {@code retry-after-ms}. */
    MILLIS
  }

  /** Any other status and body. */
  public static RejectionFault of(int status, String body) {
    return new RejectionFault("Status" + status, status, Map.of(), body, null);
  }

  /** Too many requests, without a word about when to come back (429). */
  public static RejectionFault rateLimited() {
    return json("RateLimited", 429, "Rate limit reached", "requests", "rate_limit_exceeded");
  }

  /** Too many requests; come back after the wait (429). */
  public static RejectionFault rateLimited(Duration wait, WaitForm form) {
    return rateLimited().waiting(wait, form);
  }

  /** The account has no money left (429). */
  public static RejectionFault quotaUsedUp() {
    String code = "insufficient_quota";
    return json("QuotaUsedUp", 429, "You exceeded your current quota", code, code);
  }

  /** The key is wrong; the message repeats a part of it, as OpenAI's does (401). */
  public static RejectionFault unauthorized() {
    String message = "Incorrect API key provided: sk-fake*****4242.";
    return json("Unauthorized", 401, message, "invalid_request_error", "invalid_api_key");
  }

  /** The key may not do this (403). */
  public static RejectionFault forbidden() {
    return json(
        "Forbidden", 403, "Country not supported", "request_forbidden", "unsupported_country");
  }

  /** The server failed (500). */
  public static RejectionFault serverError() {
    return json("ServerError", 500, "The server had an error", "server_error", null);
  }

  /** A proxy's page (502). */
  public static RejectionFault badGatewayPage() {
    String page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    return of(502, page).named("BadGatewayPage");
  }

  /** The server is overloaded (503). */
  public static RejectionFault unavailable() {
    return json("Unavailable", 503, "The engine is overloaded", "server_error", "overloaded");
  }

  /** The conversation is too long (400). */
  public static RejectionFault contextTooLong() {
    String message = "This model's maximum context length is 128000 tokens";
    return json("ContextTooLong", 400, message, "invalid_request_error", "context_length_exceeded");
  }

  /** The content filter refused the prompt (400, Azure). */
  public static RejectionFault contentFiltered() {
    return json(
        "ContentFiltered", 400, "The prompt was filtered", "invalid_request", "content_filter");
  }

  /** The model is not known (404). */
  public static RejectionFault unknownModel() {
    String message = "The model `nonesuch` does not exist";
    return json("UnknownModel", 404, message, "invalid_request_error", "model_not_found");
  }

  /** Nothing is served at this path (404, plain text). */
  public static RejectionFault wrongPath() {
    return of(404, "404 page not found").named("WrongPath");
  }

  /** The model cannot call tools (400, Ollama). */
  public static RejectionFault noToolSupport() {
    return json("NoToolSupport", 400, "library/tiny does not support tools", "api_error", null);
  }

  /** The model does not take a field of the body; requests without it are served (400). */
  public static RejectionFault unsupportedField(String field) {
    String message = "Unsupported parameter: '" + field + "' is not supported with this model.";
    String body =
        "{\"error\":{\"message\":\""
            + message
            + "\",\"type\":\"invalid_request_error\",\"param\":\""
            + field
            + "\",\"code\":\"unsupported_parameter\"}}";
    return new RejectionFault("UnsupportedField", 400, Map.of(), body, field);
  }

  /** The request is wrong in another way (400). */
  public static RejectionFault invalidRequest() {
    return json(
        "InvalidRequest", 400, "Invalid 'messages'", "invalid_request_error", "invalid_value");
  }

  /** The server points elsewhere (307). */
  public static RejectionFault redirect(String location) {
    return new RejectionFault("Redirect", 307, Map.of("Location", location), "", null);
  }

  /** This fault, and come back after the wait. */
  public RejectionFault waiting(Duration wait, WaitForm form) {
    Map<String, String> asked =
        switch (form) {
          case SECONDS -> Map.of("Retry-After", String.valueOf(wait.toSeconds()));
          case MILLIS -> Map.of("retry-after-ms", String.valueOf(wait.toMillis()));
          case DATE -> dates(wait);
        };
    return new RejectionFault(name, status, asked, body, field);
  }

  @Override
  public void play(Wire wire, LlmScript script) throws IOException {
    if (field != null && !wire.call().json().has(field)) {
      wire.reply(script);
    } else {
      wire.answer(status, body.startsWith("<") ? "text/html" : "application/json", headers, body);
    }
  }

  static List<RejectionFault> menu() {
    return List.of(
        rateLimited(Duration.ofSeconds(2), WaitForm.SECONDS),
        quotaUsedUp(),
        unauthorized(),
        forbidden(),
        serverError(),
        badGatewayPage(),
        unavailable(),
        contextTooLong(),
        contentFiltered(),
        unknownModel(),
        wrongPath(),
        noToolSupport(),
        unsupportedField("temperature"),
        invalidRequest(),
        redirect("http://127.0.0.1:9/v1/chat/completions"));
  }

  /** The usual form of a failure that a script names. */
  static RejectionFault of(LlmFault fault) {
    RejectionFault usual =
        switch (fault.kind()) {
          case AUTHENTICATION -> unauthorized();
          case RATE_LIMIT -> rateLimited();
          case QUOTA -> quotaUsedUp();
          case OVERLOAD -> unavailable();
          case CONTEXT -> contextTooLong();
          case FILTER -> contentFiltered();
          case MODEL -> unknownModel();
          case REQUEST -> invalidRequest();
          case BROKEN -> of(200, "<html><body>Please log in</body></html>");
        };
    Duration wait = fault.retryAfter();
    return wait == null ? usual : usual.waiting(wait, WaitForm.MILLIS);
  }

  static RejectionFault unscripted(OpenAiCall call) {
    return json("Unscripted", 500, "Nothing is scripted for " + call, "test_error", "unscripted");
  }

  private RejectionFault named(String other) {
    return new RejectionFault(other, status, headers, body, field);
  }

  private static RejectionFault json(
      String name, int status, String message, String type, @Nullable String code) {
    String body =
        "{\"error\":{\"message\":\""
            + message
            + "\",\"type\":\""
            + type
            + "\",\"param\":null,\"code\":"
            + (code == null ? "null" : "\"" + code + "\"")
            + "}}";
    return new RejectionFault(name, status, Map.of(), body, null);
  }

  private static Map<String, String> dates(Duration wait) {
    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    return Map.of("Date", httpDate(now), "Retry-After", httpDate(now.plus(wait)));
  }

  private static String httpDate(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
