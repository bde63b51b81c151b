package io.ollio.sandbox.e2b.code;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.json.JsonValue;
import io.ollio.json.JsonValue.Kind;
import io.ollio.sandbox.CommandOutput.Stream;
import io.ollio.sandbox.e2b.http.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts an execution together from its lines. */
final class ExecutionReader {
  private final CodeListener listener;
  private final List<CodeResult> results = new ArrayList<>();
  private final List<String> stdout = new ArrayList<>();
  private final List<String> stderr = new ArrayList<>();
  private @Nullable CodeError error;
  private int count;
  private boolean isOver;

  ExecutionReader(CodeListener listener) {
    this.listener = listener;
  }

  void accept(JsonValue line) {
    switch (line.path("type").text()) {
      case "number_of_executions" -> count = (int) line.path("execution_count").number(0);
      case "stdout" -> output(Stream.STDOUT, stdout, line.path("text").text());
      case "stderr" -> output(Stream.STDERR, stderr, line.path("text").text());
      case "result" -> result(line);
      case "error" -> error(line);
      case "end_of_execution", "unexpected_end_of_execution" -> isOver = true;
      default -> {} // keepalive, and what a newer interpreter may say
    }
  }

  /** Whether the interpreter has said that it is done. */
  boolean isOver() {
    return isOver;
  }

  Execution execution() {
    return new Execution(results, stdout, stderr, Optional.ofNullable(error), count);
  }

  private void output(Stream stream, List<String> pieces, String text) {
    pieces.add(text);
    listener.onOutput(stream, text);
  }

  private void result(JsonValue line) {
    Map<String, String> formats = new LinkedHashMap<>();
    for (String name : line.names()) {
      JsonValue value = line.path(name);
      if (!name.equals("type") && !name.equals("is_main_result") && value.isPresent()) {
        formats.put(name, value.is(Kind.STRING) ? value.text() : json(value));
      }
    }
    CodeResult result = new CodeResult(line.path("is_main_result").isTrue(), formats);
    results.add(result);
    listener.onResult(result);
  }

  private void error(JsonValue line) {
    error =
        new CodeError(
            line.path("name").text(), line.path("value").text(), line.path("traceback").text());
    listener.onError(error);
  }

  private static String json(JsonValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonWriter.JSON.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, JsonValue value) throws IOException {
    switch (value.kind()) {
      case OBJECT -> {
        json.writeStartObject();
        for (String name : value.names()) {
          json.writeFieldName(name);
          write(json, value.path(name));
        }
        json.writeEndObject();
      }
      case ARRAY -> {
        json.writeStartArray();
        for (JsonValue item : value) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case STRING -> json.writeString(value.text());
      case BOOLEAN -> json.writeBoolean(value.isTrue());
      case NUMBER -> json.writeNumber(value.toString());
      default -> json.writeNull();
    }
  }
}
