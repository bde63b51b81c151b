package io.ollio.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.json.JsonValue;
import io.ollio.llm.LlmRequest;
import io.ollio.replay.RecordingFile.Part;
import io.ollio.replay.ReplayException.Deviation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the first thing in which a request differs from the recorded one. */
final class RequestComparison {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int AROUND = 60;

  private final RecordedCall recorded;
  private final int number;

  /** A comparison with one recorded call, whose number is from 1. */
  RequestComparison(RecordedCall recorded, int number) {
    this.recorded = recorded;
    this.number = number;
  }

  /**
   * Returns when the request is the recorded one.
   *
   * @throws Deviation when it is not
   */
  void check(LlmRequest request) {
    JsonValue head =
        json(
            out -> {
              out.writeStartObject();
              RequestJson.writeHead(request, out);
              out.writeEndObject();
            });
    for (String field :
        List.of("model", "toolChoice", "temperature", "maxOutputTokens", "extras")) {
      compare(field, recorded.line().path(field), head.path(field));
    }
    JsonValue tools = json(out -> RequestJson.writeTools(request.tools(), out));
    compareEach("tool", items(recorded.tools()), items(tools));
    List<JsonValue> messages =
        request.messages().stream()
            .map(message -> json(out -> RequestJson.writeMessage(message, out)))
            .toList();
    compareEach("message", recorded.messages(), messages);
  }

  private void compareEach(String what, List<JsonValue> before, List<JsonValue> now) {
    for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
      compareMembers(what + " " + (i + 1), before.get(i), now.get(i));
    }
    if (before.size() != now.size()) {
      throw deviation(
          "has " + now.size() + " " + what + "s, recorded were " + before.size(),
          "- " + before.size() + "\n+ " + now.size());
    }
  }

  private void compareMembers(String place, JsonValue before, JsonValue now) {
    Set<String> names = new TreeSet<>(before.names());
    names.addAll(now.names());
    for (String name : names) {
      compare(place + ", " + name, before.path(name), now.path(name));
    }
  }

  private void compare(String place, JsonValue before, JsonValue now) {
    if (!before.equals(now)) {
      String old = before.toString();
      String fresh = now.toString();
      int at = 0;
      while (at < Math.min(old.length(), fresh.length()) && old.charAt(at) == fresh.charAt(at)) {
        at++;
      }
      long line = 1 + old.substring(0, at).chars().filter(c -> c == '\n').count();
      throw deviation(
          "differs from the recording in "
              + place
              + ", line "
              + line
              + ", character "
              + (at + 1)
              + " of "
              + old.length()
              + " (now of "
              + fresh.length()
              + ")",
          "- " + around(old, at) + "\n+ " + around(fresh, at));
    }
  }

  private Deviation deviation(String what, String difference) {
    return new Deviation("Model call " + number + " " + what, difference);
  }

  /** On one line, so that both can be read one below the other. */
  private static String around(String text, int at) {
    int from = Math.max(0, at - AROUND);
    int to = Math.min(text.length(), at + AROUND);
    return (from > 0 ? "…" : "")
        + text.substring(from, to).replace("\n", "\\n")
        + (to < text.length() ? "…" : "");
  }

  private static List<JsonValue> items(JsonValue array) {
    List<JsonValue> items = new java.util.ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  private static JsonValue json(Part content) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      content.write(generator);
      generator.flush();
      return JsonValue.parse(out.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("A string writer never fails", e);
    }
  }
}
