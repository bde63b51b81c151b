package io.ollio.llm.langchain4j;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.json.JsonValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes a JSON value that was read. */
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  static String of(JsonValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory can always be written", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, JsonValue value) throws IOException {
    switch (value.kind()) {
      case OBJECT -> {
        out.writeStartObject();
        for (String name : value.names()) {
          out.writeFieldName(name);
          write(out, value.path(name));
        }
        out.writeEndObject();
      }
      case ARRAY -> {
        out.writeStartArray();
        for (JsonValue item : value) {
          write(out, item);
        }
        out.writeEndArray();
      }
      case STRING -> out.writeString(value.text());
      case NUMBER -> out.writeNumber(value.toString());
      case BOOLEAN -> out.writeBoolean(value.isTrue());
      case NULL, MISSING -> out.writeNull();
    }
  }
}
