package io.ollio.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document in memory, read only. Going where nothing is gives a missing value, not an error,
 * so that lenient readers stay short. Iterates over the items of an array, or over nothing.
 */
public final class JsonValue implements Iterable<JsonValue> {
  /** What stands where nothing is. */
  public static final JsonValue MISSING = new JsonValue(Kind.MISSING, null);

  private static final JsonFactory JSON = new JsonFactory();

  /** What a value is. */
  public enum Kind {
    /** Members by name. */
    OBJECT,
    /** Items in order. */
    ARRAY,
    /** A text. */
    STRING,
    /** A number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** The literal null. */
    NULL,
    /** Not there at all. */
    MISSING
  }

  private final Kind kind;
  private final @Nullable Object value;

  private JsonValue(Kind kind, @Nullable Object value) {
    this.kind = kind;
    this.value = value;
  }

  /**
   * Reads a whole document.
   *
   * @throws JsonProcessingException when it is none, or something follows it
   */
  public static JsonValue parse(String json) throws JsonProcessingException {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new JsonParseException(parser, "There is no value");
      }
      JsonValue root = read(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "Something follows the value");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory can always be read", e);
    }
  }

  private static JsonValue read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> new JsonValue(Kind.STRING, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new JsonValue(Kind.NUMBER, parser.getNumberValue());
      case VALUE_TRUE, VALUE_FALSE -> new JsonValue(Kind.BOOLEAN, parser.getBooleanValue());
      case VALUE_NULL -> new JsonValue(Kind.NULL, null);
      default -> throw new JsonParseException(parser, "Unexpected " + parser.currentToken());
    };
  }

  private static JsonValue readObject(JsonParser parser) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, read(parser));
    }
    return new JsonValue(Kind.OBJECT, members);
  }

  private static JsonValue readArray(JsonParser parser) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return new JsonValue(Kind.ARRAY, items);
  }

  /** What this is. */
  public Kind kind() {
    return kind;
  }

  /** Whether this is of the kind. */
  public boolean is(Kind wanted) {
    return kind == wanted;
  }

  /** Whether there is a value other than null. */
  public boolean isPresent() {
    return kind != Kind.NULL && kind != Kind.MISSING;
  }

  /** The member of this name. */
  public JsonValue path(String name) {
    return members().getOrDefault(name, MISSING);
  }

  /** The item at this place, from 0. */
  public JsonValue path(int index) {
    List<JsonValue> items = items();
    return index >= 0 && index < items.size() ? items.get(index) : MISSING;
  }

  /** The names of an object's members, in order; empty for everything else. */
  public Set<String> names() {
    return members().keySet();
  }

  /** Number of items or members. */
  public int size() {
    return kind == Kind.OBJECT ? members().size() : items().size();
  }

  /** The text; empty for everything but a text. */
  public String text() {
    return value instanceof String text ? text : "";
  }

  /** The number, or the fallback for everything else. */
  public long number(long fallback) {
    return value instanceof Number number ? number.longValue() : fallback;
  }

  /** The number, or the fallback for everything else. */
  public double number(double fallback) {
    return value instanceof Number number ? number.doubleValue() : fallback;
  }

  /** The number with its decimal places; empty for everything else, and for one out of range. */
  public Optional<BigDecimal> decimal() {
    boolean isFinite = !(value instanceof Double number) || Double.isFinite(number);
    return value instanceof Number && isFinite
        ? Optional.of(new BigDecimal(value.toString()))
        : Optional.empty();
  }

  /** Whether this is a number written without fraction and exponent. */
  public boolean isInteger() {
    return value instanceof Number && !(value instanceof Double || value instanceof Float);
  }

  /** Whether this is the literal true. */
  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  @Override
  public Iterator<JsonValue> iterator() {
    return items().iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonValue that
        && kind == that.kind
        && (value == null ? that.value == null : value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return value == null ? kind.hashCode() : value.hashCode();
  }

  /** For people: the text without quotes, or something like the JSON. */
  @Override
  public String toString() {
    return kind == Kind.MISSING ? "nothing" : String.valueOf(value);
  }

  @SuppressWarnings("unchecked") // only readObject makes objects
  private Map<String, JsonValue> members() {
    return kind == Kind.OBJECT && value != null ? (Map<String, JsonValue>) value : Map.of();
  }

  @SuppressWarnings("unchecked") // only readArray makes arrays
  private List<JsonValue> items() {
    return kind == Kind.ARRAY && value != null ? (List<JsonValue>) value : List.of();
  }
}
