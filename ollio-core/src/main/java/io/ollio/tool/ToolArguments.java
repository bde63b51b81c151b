package io.ollio.tool;

import io.ollio.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;

/** The arguments of one call, already checked against the tool's schema. */
public final class ToolArguments {
  private final JsonValue values;
  private final String json;

  ToolArguments(JsonValue values, String json) {
    this.values = values;
    this.json = json;
  }

  /** A text that the schema requires. */
  public String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new IllegalArgumentException("There is no argument " + name));
  }

  /** A text that may be absent. */
  public Optional<String> optionalText(String name) {
    return value(name).map(JsonValue::text);
  }

  /** A whole number that may be absent. */
  public OptionalInt optionalInteger(String name) {
    Optional<JsonValue> value = value(name);
    return value.isPresent() ? OptionalInt.of((int) value.get().number(0L)) : OptionalInt.empty();
  }

  /** All arguments as the JSON text that the model wrote. */
  public String json() {
    return json;
  }

  private Optional<JsonValue> value(String name) {
    return Optional.of(values.path(name)).filter(JsonValue::isPresent);
  }
}
