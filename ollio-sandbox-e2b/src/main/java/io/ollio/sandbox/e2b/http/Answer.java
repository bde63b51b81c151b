package io.ollio.sandbox.e2b.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.api.E2bException.BadAnswer;
import java.nio.charset.StandardCharsets;
import okhttp3.Headers;

/** A whole answer in memory. */
public final class Answer {
  private final String operation;
  private final int status;
  private final Headers headers;
  private final byte[] body;

  Answer(String operation, int status, Headers headers, byte[] body) {
    this.operation = operation;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** Its headers. */
  public Headers headers() {
    return headers;
  }

  /** Its body, not copied. */
  public byte[] body() {
    return body;
  }

  /** The body as JSON; an empty one is missing. */
  public JsonValue json() {
    if (body.length == 0) {
      return JsonValue.MISSING;
    }
    try {
      return JsonValue.parse(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new BadAnswer(operation + " was answered with what is no JSON", status, e);
    }
  }

  /** The body as JSON of this kind. */
  public JsonValue json(JsonValue.Kind kind) {
    JsonValue value = json();
    if (!value.is(kind)) {
      throw new BadAnswer(
          operation + " was answered with JSON of kind " + value.kind() + ", not " + kind,
          status,
          null);
    }
    return value;
  }
}
