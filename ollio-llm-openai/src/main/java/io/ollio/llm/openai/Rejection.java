package io.ollio.llm.openai;

import io.ollio.rejection.RejectionKind;
import io.ollio.rejection.ServerWords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a server says when it does not serve, as an HTTP status or as an event of the stream.
 *
 * @param status the HTTP status; 0 for an event
 * @param retryAfter how long it asks to wait; absent when it does not say
 */
record Rejection(int status, ServerWords words, @Nullable Duration retryAfter) {

  private static final double LONGEST_WAIT_SECONDS = 1e9;

  /** Words that say that a field is not known or not allowed, as opposed to out of range. */
  private static final Pattern NOT_SUPPORTED =
      Pattern.compile(
          "unsupported|not supported|does(n't| not) support|unrecognized|unknown (parameter|field"
              + "|argument|name)|unexpected (keyword|parameter|field)|extra (inputs|fields)"
              + "|not permitted|not allowed|is deprecated");

  /** What the body of an answer says, with what its headers say about waiting. */
  static Rejection of(int status, byte[] body, Headers headers, InstantSource clock) {
    return new Rejection(status, parse(body, 0, body.length), retryAfter(headers, clock));
  }

  /** What an event of the stream says. */
  static Rejection ofEvent(byte[] bytes, int start, int end) {
    return new Rejection(0, parse(bytes, start, end), null);
  }

  /** What went wrong; OVERLOADED also stands for an event of unknown meaning. */
  RejectionKind kind(boolean hadTools) {
    return RejectionKind.of(status, words, hadTools);
  }

  /** Whether the server says that it does not take this body field. */
  boolean rejectsField(String field) {
    String param = words.param();
    return (status == 400 || status == 422)
        && NOT_SUPPORTED.matcher(words.lowered()).find()
        && (param.isEmpty() ? names(field) : param.equals(field) || param.startsWith(field + "."));
  }

  /** Whether the first quoted or bare field name in the message is this one. */
  private boolean names(String field) {
    return Pattern.compile("(?<![A-Za-z0-9_])" + field + "(?![A-Za-z0-9_])")
        .matcher(words.message())
        .find();
  }

  private static ServerWords parse(byte[] bytes, int start, int end) {
    return ServerWords.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8));
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
