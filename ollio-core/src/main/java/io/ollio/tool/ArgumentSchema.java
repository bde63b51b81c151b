package io.ollio.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.json.JsonValue;
import io.ollio.json.JsonValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a call's arguments against the part of JSON Schema that tool schemas use: type,
 * properties, required, additionalProperties, items, enum, minLength, maxLength, minimum and
 * maximum.
 */
final class ArgumentSchema {
  private final JsonValue schema;

  ArgumentSchema(String json) {
    try {
      schema = JsonValue.parse(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A tool's schema is not valid JSON: " + json, e);
    }
  }

  /** The arguments, or what is wrong with them in words for the model. */
  record Checked(Optional<ToolArguments> arguments, List<String> problems) {}

  /** The result for a call that no schema fits. */
  static final Checked UNCHECKED = new Checked(Optional.empty(), List.of());

  Checked check(String json) {
    JsonValue node;
    try {
      node = JsonValue.parse(json.isBlank() ? "{}" : json);
    } catch (JsonProcessingException e) {
      return rejected("the arguments are not valid JSON: " + e.getOriginalMessage());
    }
    if (!node.is(Kind.OBJECT)) {
      return rejected("the arguments are not a JSON object");
    }
    List<String> problems = new ArrayList<>();
    check(node, schema, "", problems);
    return problems.isEmpty()
        ? new Checked(Optional.of(new ToolArguments(node, json)), List.of())
        : new Checked(Optional.empty(), problems);
  }

  private static Checked rejected(String problem) {
    return new Checked(Optional.empty(), List.of(problem));
  }

  private static void check(JsonValue value, JsonValue rule, String place, List<String> problems) {
    String type = rule.path("type").text();
    if (!hasType(value, type)) {
      problems.add(named(place) + " must be of type " + type + ", but is " + nameOf(value));
      return;
    }
    if (value.is(Kind.OBJECT)) {
      checkMembers(value, rule, place, problems);
    } else if (value.is(Kind.ARRAY)) {
      for (int i = 0; i < value.size(); i++) {
        check(value.path(i), rule.path("items"), place + "[" + i + "]", problems);
      }
    } else {
      checkRange(value, rule, place, problems);
    }
  }

  private static void checkMembers(
      JsonValue value, JsonValue rule, String place, List<String> problems) {
    rule.path("required")
        .forEach(
            name -> {
              if (!value.path(name.text()).isPresent()) {
                problems.add(named(join(place, name.text())) + " is missing");
              }
            });
    JsonValue properties = rule.path("properties");
    JsonValue additional = rule.path("additionalProperties");
    boolean closed = additional.is(Kind.BOOLEAN) && !additional.isTrue();
    for (String name : value.names()) {
      JsonValue memberRule = properties.path(name);
      if (memberRule.is(Kind.MISSING) && closed) {
        problems.add(named(join(place, name)) + " is not known");
      } else if (value.path(name).isPresent()) {
        check(value.path(name), memberRule, join(place, name), problems);
      }
    }
  }

  private static void checkRange(
      JsonValue value, JsonValue rule, String place, List<String> problems) {
    JsonValue choices = rule.path("enum");
    if (choices.is(Kind.ARRAY) && !contains(choices, value)) {
      problems.add(named(place) + " must be one of " + choices);
    }
    if (value.is(Kind.STRING)) {
      int length = value.text().length();
      if (length < rule.path("minLength").number(0L)
          || length > rule.path("maxLength").number(Long.MAX_VALUE)) {
        problems.add(named(place) + " has " + length + " characters, which is out of range");
      }
    } else if (value.is(Kind.NUMBER)
        && (value.number(0.0) < rule.path("minimum").number(Double.NEGATIVE_INFINITY)
            || value.number(0.0) > rule.path("maximum").number(Double.POSITIVE_INFINITY))) {
      problems.add(named(place) + " is " + value + ", which is out of range");
    }
  }

  private static boolean contains(JsonValue choices, JsonValue value) {
    for (JsonValue choice : choices) {
      if (choice.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasType(JsonValue value, String type) {
    return switch (type) {
      case "object" -> value.is(Kind.OBJECT);
      case "array" -> value.is(Kind.ARRAY);
      case "string" -> value.is(Kind.STRING);
      case "integer" -> value.isInteger();
      case "number" -> value.is(Kind.NUMBER);
      case "boolean" -> value.is(Kind.BOOLEAN);
      default -> true;
    };
  }

  private static String nameOf(JsonValue value) {
    return value.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String join(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  private static String named(String place) {
    return place.isEmpty() ? "the arguments" : "argument " + place;
  }
}
