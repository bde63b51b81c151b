package io.ollio.hosttool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what a host's function has returned as JSON for the model. */
final class ResultJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int MAX_DEPTH = 32;

  private final StringWriter out = new StringWriter();

  /** A value that has no JSON form. */
  static final class Unwritable extends Exception {
    private static final long serialVersionUID = 1L;

    Unwritable(String place, String problem, @Nullable Throwable cause) {
      super(place + " " + problem, cause);
    }
  }

  /**
   * The JSON text.
   *
   * @throws Unwritable when there is no JSON for it, or too much; names the place
   */
  String write(@Nullable Object value) throws Unwritable {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(value, json, "result", 0);
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("A string writer never fails", e);
    }
    return out.toString();
  }

  private void write(@Nullable Object value, JsonGenerator json, String place, int depth)
      throws IOException, Unwritable {
    check(depth <= MAX_DEPTH, place, "is nested deeper than " + MAX_DEPTH);
    if (value instanceof Optional<?> optional) {
      write(optional.orElse(null), json, place, depth + 1);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map, json, place, depth);
    } else if (value instanceof Record record) {
      writeRecord(record, json, place, depth);
    } else if (value instanceof Iterable<?> items) {
      writeItems(items, json, place, depth);
    } else if (value instanceof Object[] items) {
      writeItems(Arrays.asList(items), json, place, depth);
    } else {
      writeScalar(value, json, place);
    }
    check(
        out.getBuffer().length() <= HostTool.MAX_RESULT_LENGTH,
        place,
        "passes the " + HostTool.MAX_RESULT_LENGTH + " characters of a result");
  }

  private void writeMap(Map<?, ?> map, JsonGenerator json, String place, int depth)
      throws IOException, Unwritable {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      check(key instanceof CharSequence || key instanceof Enum, place, "has a key that is no text");
      json.writeFieldName(key.toString());
      write(entry.getValue(), json, place + "." + key, depth + 1);
    }
    json.writeEndObject();
  }

  private void writeRecord(Record record, JsonGenerator json, String place, int depth)
      throws IOException, Unwritable {
    json.writeStartObject();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      json.writeFieldName(component.getName());
      String here = place + "." + component.getName();
      write(read(record, component, here), json, here, depth + 1);
    }
    json.writeEndObject();
  }

  private void writeItems(Iterable<?> items, JsonGenerator json, String place, int depth)
      throws IOException, Unwritable {
    json.writeStartArray();
    int index = 0;
    for (Object item : items) {
      write(item, json, place + "[" + index++ + "]", depth + 1);
    }
    json.writeEndArray();
  }

  private void writeScalar(@Nullable Object value, JsonGenerator json, String place)
      throws IOException, Unwritable {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      boolean isFinite = Double.isFinite(number.doubleValue());
      check(isFinite || !(value instanceof Double || value instanceof Float), place, "is " + value);
      json.writeNumber(number.toString());
    } else if (value instanceof Enum<?> constant) {
      json.writeString(constant.name());
    } else {
      check(
          isText(value), place, "is a " + value.getClass().getName() + ", which has no JSON form");
      json.writeString(value.toString());
    }
  }

  private static boolean isText(Object value) {
    return value instanceof CharSequence
        || value instanceof Character
        || value instanceof TemporalAccessor
        || value instanceof TemporalAmount
        || value instanceof UUID
        || value instanceof URI;
  }

  private static @Nullable Object read(Record record, RecordComponent component, String place)
      throws Unwritable {
    Method accessor = component.getAccessor();
    try {
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (InvocationTargetException e) {
      throw new Unwritable(place, "cannot be read", e.getCause());
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new Unwritable(place, "cannot be read: its module does not open its package", e);
    }
  }

  private static void check(boolean claim, String place, String problem) throws Unwritable {
    if (!claim) {
      throw new Unwritable(place, problem, null);
    }
  }
}
