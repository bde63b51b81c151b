package io.ollio.sandbox.e2b.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes one JSON object. */
@FunctionalInterface
public interface JsonWriter {
  /** The factory of all JSON here. */
  JsonFactory JSON = new JsonFactory();

  /** An object without fields. */
  JsonWriter EMPTY = json -> {};

  /** Writes the fields. */
  void writeFields(JsonGenerator json) throws IOException;

  /** The object in UTF-8. */
  default byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      writeFields(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** Writes a field with an object of texts, unless there are none. */
  static void writeTexts(JsonGenerator json, String field, Map<String, String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      json.writeObjectFieldStart(field);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        json.writeStringField(text.getKey(), text.getValue());
      }
      json.writeEndObject();
    }
  }

  /** Writes a field with an array of texts, unless there are none. */
  static void writeTexts(JsonGenerator json, String field, Iterable<String> texts)
      throws IOException {
    if (texts.iterator().hasNext()) {
      json.writeArrayFieldStart(field);
      for (String text : texts) {
        json.writeString(text);
      }
      json.writeEndArray();
    }
  }
}
