package io.ollio.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ollio.generation.GenerationEvent;
import io.ollio.project.EventLog.NewEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores events as JSON objects with the components' names; the type is the record's simple name.
 * Amounts of money are texts, which no reader rounds.
 */
final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Map<String, Kind> KINDS = kinds();

  private EventJson() {}

  /** One kind of event with what is needed to read and write it. */
  private record Kind(Constructor<?> constructor, List<RecordComponent> components) {}

  static NewEvent write(GenerationEvent event, Instant at) {
    String type = event.getClass().getSimpleName();
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (RecordComponent component : kind(type).orElseThrow().components()) {
        writeMember(component.getName(), component.getAccessor().invoke(event), json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A string writer never fails", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The event " + type + " cannot be read", e);
    }
    return new NewEvent(type, out.toString(), at);
  }

  /** The event; empty when a newer release stored a kind that this one does not know. */
  static Optional<GenerationEvent> read(NewEvent stored) {
    return kind(stored.type()).map(kind -> create(kind, members(stored)));
  }

  private static GenerationEvent create(Kind kind, Map<String, Object> members) {
    Object[] arguments = new Object[kind.components().size()];
    for (int i = 0; i < arguments.length; i++) {
      RecordComponent component = kind.components().get(i);
      arguments[i] = convert(members.get(component.getName()), component.getType());
    }
    try {
      return (GenerationEvent) kind.constructor().newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The stored event " + members + " cannot be made", e);
    }
  }

  private static Object convert(@Nullable Object value, Class<?> type) {
    if (type == int.class) {
      return value instanceof Number number ? number.intValue() : 0;
    }
    if (type == long.class) {
      return value instanceof Number number ? number.longValue() : 0L;
    }
    if (type == boolean.class) {
      return Boolean.TRUE.equals(value);
    }
    String text = value instanceof String known ? known : "";
    if (type == BigDecimal.class) {
      return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }
    return text;
  }

  private static void writeMember(String name, Object value, JsonGenerator json)
      throws IOException {
    if (value instanceof BigDecimal amount) {
      json.writeStringField(name, amount.toPlainString());
    } else if (value instanceof Number number) {
      json.writeNumberField(name, number.longValue());
    } else if (value instanceof Boolean flag) {
      json.writeBooleanField(name, flag);
    } else {
      json.writeStringField(name, (String) value);
    }
  }

  private static Map<String, Object> members(NewEvent stored) {
    Map<String, Object> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(stored.json())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        members.put(name, value(json.nextToken(), json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The stored event of type " + stored.type() + " is broken", e);
    }
    return members;
  }

  private static Object value(JsonToken token, JsonParser json) throws IOException {
    return switch (token) {
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> {
        json.skipChildren();
        yield token == JsonToken.VALUE_STRING ? json.getText() : "";
      }
    };
  }

  private static Optional<Kind> kind(String type) {
    return Optional.ofNullable(KINDS.get(type));
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new HashMap<>();
    for (Class<?> type : GenerationEvent.class.getPermittedSubclasses()) {
      List<RecordComponent> components = List.of(type.getRecordComponents());
      for (RecordComponent component : components) {
        component.getAccessor().setAccessible(true);
      }
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      kinds.put(type.getSimpleName(), new Kind(constructor, components));
    }
    return Map.copyOf(kinds);
  }
}
