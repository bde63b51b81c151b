package io.ollio.rejection;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * What a model's server says when it does not serve. Absent texts are empty.
 *
 * @param message for people; may repeat the request, see {@link Redactor}
 * @param type its kind of error
 * @param code its error code
 * @param param the body field that it complains about
 */
public record ServerWords(String message, String type, String code, String param) {
  private static final int HEAD = 2_000;

  /**
   * Reads the body of a refusal. OpenAI's form is {@code {"error":{message,type,param,code}}}. Also
   * seen: the error as a string (Ollama), at the root (vLLM), in an array (Gemini), in a choice
   * (OpenRouter), FastAPI's {@code detail}, plain text. Of a page for people nothing is kept.
   */
  public static ServerWords parse(String body) {
    String words = body.strip();
    try {
      JsonValue json = JsonValue.parse(words);
      boolean isMore = json.is(JsonValue.Kind.OBJECT) || json.is(JsonValue.Kind.ARRAY);
      return isMore ? ofJson(json) : ofText(words, "");
    } catch (JsonProcessingException e) {
      return ofText(words.startsWith("<") ? "" : words, "");
    }
  }

  /** Everything it says in small letters, for looking up words. */
  public String lowered() {
    String head = message.substring(0, Math.min(message.length(), HEAD));
    return (code + " " + type + " " + head).toLowerCase(Locale.ROOT);
  }

  private static ServerWords ofJson(JsonValue body) {
    JsonValue root = body.is(JsonValue.Kind.ARRAY) ? body.path(0) : body;
    JsonValue error = root;
    for (JsonValue place : List.of(root, root.path("choices").path(0))) {
      error = place.path("error").isPresent() ? place.path("error") : error;
    }
    if (error.is(JsonValue.Kind.STRING)) {
      return ofText(error.text(), "");
    }
    if (error.path("detail").isPresent() && !error.path("message").isPresent()) {
      return ofDetail(error.path("detail"));
    }
    return new ServerWords(
        text(error, "message"), text(error, "type"), text(error, "code"), text(error, "param"));
  }

  /** FastAPI: a string, or one object for each field that was not valid. */
  private static ServerWords ofDetail(JsonValue detail) {
    if (!detail.is(JsonValue.Kind.ARRAY)) {
      return ofText(detail.text(), "");
    }
    StringJoiner message = new StringJoiner("; ");
    String param = "";
    for (JsonValue item : detail) {
      JsonValue place = item.path("loc");
      String field = place.path(place.size() - 1).text();
      param = param.isEmpty() ? field : param;
      message.add(field + ": " + text(item, "msg"));
    }
    return ofText(message.toString(), param);
  }

  private static ServerWords ofText(String message, String param) {
    return new ServerWords(message, "", "", param);
  }

  private static String text(JsonValue node, String field) {
    JsonValue value = node.path(field);
    return value.is(JsonValue.Kind.STRING) || value.is(JsonValue.Kind.NUMBER)
        ? value.toString()
        : "";
  }
}
