package io.ollio.hosttool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes the shape of a record as JSON Schema, the same bytes every time. */
final class SchemaJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private SchemaJson(JsonGenerator json) {
    this.json = json;
  }

  static String write(Shape shape) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      new SchemaJson(generator).schema(shape, "");
    } catch (IOException e) {
      throw new UncheckedIOException("A string writer never fails", e);
    }
    return out.toString();
  }

  private void schema(Shape shape, String description) throws IOException {
    json.writeStartObject();
    if (shape instanceof Shape.Text text) {
      open("string", description);
      bound("minLength", text.range().min());
      bound("maxLength", text.range().max());
    } else if (shape instanceof Shape.Whole whole) {
      open("integer", description);
      range(whole.range());
    } else if (shape instanceof Shape.Real real) {
      open("number", description);
      range(real.range());
    } else if (shape instanceof Shape.Flag) {
      open("boolean", description);
    } else if (shape instanceof Shape.Choice choice) {
      open("string", description);
      json.writeFieldName("enum");
      String[] names = choice.names().toArray(String[]::new);
      json.writeArray(names, 0, names.length);
    } else if (shape instanceof Shape.ListOf list) {
      open("array", description);
      json.writeFieldName("items");
      schema(list.item(), "");
    } else if (shape instanceof Shape.Nested nested) {
      open("object", description);
      members(nested);
    }
    json.writeEndObject();
  }

  private void open(String type, String description) throws IOException {
    json.writeStringField("type", type);
    if (!description.isEmpty()) {
      json.writeStringField("description", description);
    }
  }

  private void members(Shape.Nested nested) throws IOException {
    json.writeObjectFieldStart("properties");
    for (Shape.Component component : nested.components()) {
      json.writeFieldName(component.name());
      schema(component.shape(), component.description());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("required");
    for (Shape.Component component : nested.components()) {
      if (!component.isOptional()) {
        json.writeString(component.name());
      }
    }
    json.writeEndArray();
    json.writeBooleanField("additionalProperties", false);
  }

  private void range(Shape.Range range) throws IOException {
    bound("minimum", range.min());
    bound("maximum", range.max());
  }

  private void bound(String name, double value) throws IOException {
    if (Double.isInfinite(value)) {
      return;
    }
    json.writeFieldName(name);
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }
}
