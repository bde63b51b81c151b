package io.ollio.llm.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a server says when it does not serve, as an HTTP status or as an event of the stream. Absent
 * texts are empty.
 *
 * @param status the HTTP status; 0 for an event
 * @param param the body field that the server complains about
 * @param retryAfter how long it asks to wait; absent when it does not say
 */
record Rejection(
    int status,
    String message,
    String type,
    String code,
    String param,
    @Nullable Duration retryAfter) {

  private static final double LONGEST_WAIT_SECONDS = 1e9;

  /** Words that say that a field is not known or not allowed, as opposed to out of range. */
  private static final Pattern NOT_SUPPORTED =
      Pattern.compile(
          "unsupported|not supported|does(n't| not) support|unrecognized|unknown (parameter|field"
              + "|argument|name)|unexpected (keyword|parameter|field)|extra (inputs|fields)"
              + "|not permitted|not allowed|is deprecated");

  /** What went wrong. */
  enum Kind {
    QUOTA_USED_UP,
    RATE_LIMITED,
    CONTEXT_TOO_LONG,
    CONTENT_FILTERED,
    MODEL_NOT_FOUND,
    NO_TOOL_SUPPORT,
    PROXY_LOGIN,
    AUTHENTICATION,
    WRONG_PATH,
    OVERLOADED,
    INVALID;

    private static final Pattern QUOTA =
        Pattern.compile("insufficient_quota|billing_hard_limit|insufficient[ _](credits|balance)");

    private static final Pattern TOOLS =
        Pattern.compile(
            "(does not|doesn't|do not|don't|not) support.{0,20}(tool|function)"
                + "|(tool|function).{0,40}(not supported|unsupported)|support tool use"
                + "|enable-auto-tool-choice|tools? param requires|requires --jinja");

    /** OpenAI and Azure, vLLM, llama.cpp, Groq, Anthropic's and Gemini's compatible ends. */
    private static final Pattern CONTEXT =
        Pattern.compile(
            "context_length_exceeded|string_above_max_length|maximum context length"
                + "|exceed_context_size|exceeds? the (available )?context"
                + "|context (window|size|limit)|reduce the length|request too large"
                + "|too large for model|prompt is too long|token count.{0,40}exceeds"
                + "|too many (input )?tokens");

    private static final Pattern FILTER =
        Pattern.compile(
            "content[ _]filter|content_policy|responsible ?ai ?policy|moderation|was flagged"
                + "|safety system|data_inspection_failed");

    private static final Pattern MODEL =
        Pattern.compile(
            "model_not_found|deployment ?not ?found|unknown[ _]model|invalid[ _]model"
                + "|not a valid model|model.{0,120}(not found|(does not|doesn't) exist|not exist)");
  }

  /** What the body of an answer says, with what its headers say about waiting. */
  static Rejection of(int status, byte[] body, Headers headers, InstantSource clock) {
    return parse(status, body, 0, body.length).waiting(retryAfter(headers, clock));
  }

  /** What an event of the stream says. */
  static Rejection ofEvent(byte[] bytes, int start, int end) {
    return parse(0, bytes, start, end);
  }

  /** What went wrong; OVERLOADED also stands for an event of unknown meaning. */
  Kind kind(boolean hadTools) {
    String words = words();
    if (status == 402 || Kind.QUOTA.matcher(words).find()) {
      return Kind.QUOTA_USED_UP;
    }
    if (hadTools && Kind.TOOLS.matcher(words).find()) {
      return Kind.NO_TOOL_SUPPORT;
    }
    if (status == 413 || Kind.CONTEXT.matcher(words).find()) {
      return Kind.CONTEXT_TOO_LONG;
    }
    if (status < 500 && status != 429 && Kind.FILTER.matcher(words).find()) {
      return Kind.CONTENT_FILTERED;
    }
    if ((status == 400 || status == 404) && Kind.MODEL.matcher(words).find()) {
      return Kind.MODEL_NOT_FOUND;
    }
    return kindOfStatus(status != 0 ? status : statusOfEvent(words));
  }

  /** Whether the server says that it does not take this body field. */
  boolean rejectsField(String field) {
    return (status == 400 || status == 422)
        && NOT_SUPPORTED.matcher(words()).find()
        && (param.isEmpty() ? names(field) : param.equals(field) || param.startsWith(field + "."));
  }

  /** Whether the first quoted or bare field name in the message is this one. */
  private boolean names(String field) {
    return Pattern.compile("(?<![A-Za-z0-9_])" + field + "(?![A-Za-z0-9_])")
        .matcher(message)
        .find();
  }

  private static Kind kindOfStatus(int status) {
    return switch (status) {
      case 401, 403 -> Kind.AUTHENTICATION;
      case 404, 405 -> Kind.WRONG_PATH;
      case 407 -> Kind.PROXY_LOGIN;
      case 429 -> Kind.RATE_LIMITED;
      case 408, 409, 425 -> Kind.OVERLOADED;
      default -> status >= 500 ? Kind.OVERLOADED : Kind.INVALID;
    };
  }

  /** OpenRouter sends the status as the event's code. */
  private int statusOfEvent(String words) {
    if (code.matches("[45][0-9][0-9]")) {
      return Integer.parseInt(code);
    }
    return words.contains("rate_limit") ? 429 : 500;
  }

  private String words() {
    String head = message.substring(0, Math.min(message.length(), 2_000));
    return (code + " " + type + " " + head).toLowerCase(Locale.ROOT);
  }

  private Rejection waiting(@Nullable Duration wait) {
    return new Rejection(status, message, type, code, param, wait);
  }

  /**
   * OpenAI's form is {@code {"error":{message,type,param,code}}}. Also seen: the error as a string
   * (Ollama), at the root (vLLM), in an array (Gemini), in a choice (OpenRouter), FastAPI's {@code
   * detail}, plain text.
   */
  private static Rejection parse(int status, byte[] body, int start, int end) {
    String words = new String(body, start, end - start, StandardCharsets.UTF_8).strip();
    try {
      JsonValue json = JsonValue.parse(words);
      boolean isMore = json.is(JsonValue.Kind.OBJECT) || json.is(JsonValue.Kind.ARRAY);
      return isMore ? ofJson(status, json) : ofWords(status, words, "");
    } catch (JsonProcessingException e) {
      return ofWords(status, words.startsWith("<") ? "" : words, "");
    }
  }

  private static Rejection ofJson(int status, JsonValue body) {
    JsonValue root = body.is(JsonValue.Kind.ARRAY) ? body.path(0) : body;
    JsonValue error = root;
    for (JsonValue place : List.of(root, root.path("choices").path(0))) {
      error = place.path("error").isPresent() ? place.path("error") : error;
    }
    if (error.is(JsonValue.Kind.STRING)) {
      return ofWords(status, error.text(), "");
    }
    if (error.path("detail").isPresent() && !error.path("message").isPresent()) {
      return ofDetail(status, error.path("detail"));
    }
    return new Rejection(
        status,
        text(error, "message"),
        text(error, "type"),
        text(error, "code"),
        text(error, "param"),
        null);
  }

  /** FastAPI: a string, or one object for each field that was not valid. */
  private static Rejection ofDetail(int status, JsonValue detail) {
    if (!detail.is(JsonValue.Kind.ARRAY)) {
      return ofWords(status, detail.text(), "");
    }
    StringJoiner message = new StringJoiner("; ");
    String param = "";
    for (JsonValue item : detail) {
      JsonValue place = item.path("loc");
      String field = place.path(place.size() - 1).text();
      param = param.isEmpty() ? field : param;
      message.add(field + ": " + text(item, "msg"));
    }
    return ofWords(status, message.toString(), param);
  }

  private static Rejection ofWords(int status, String message, String param) {
    return new Rejection(status, message, "", "", param, null);
  }

  private static String text(JsonValue node, String field) {
    JsonValue value = node.path(field);
    return value.is(JsonValue.Kind.STRING) || value.is(JsonValue.Kind.NUMBER)
        ? value.toString()
        : "";
  }

  /**
   * {@code retry-after-ms} (OpenAI, Azure), or {@code Retry-After} in seconds or as a date (RFC
   * 9110, 10.2.3), the date seen from the answer's own {@code Date}, so that the clocks need not
   * agree.
   */
  private static @Nullable Duration retryAfter(Headers headers, InstantSource clock) {
    Duration millis = duration(headers.get("retry-after-ms"), 1);
    Duration seconds = millis != null ? millis : duration(headers.get("Retry-After"), 1000);
    Instant date = headers.getInstant("Retry-After");
    if (seconds != null || date == null) {
      return seconds;
    }
    Instant serverNow = headers.getInstant("Date");
    Duration wait = Duration.between(serverNow != null ? serverNow : clock.instant(), date);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Duration duration(@Nullable String value, int millisPerUnit) {
    if (value == null || !value.strip().matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
      return null;
    }
    double millis = Double.parseDouble(value.strip()) * millisPerUnit;
    return Duration.ofMillis(Math.round(Math.min(millis, LONGEST_WAIT_SECONDS * 1000)));
  }
}
