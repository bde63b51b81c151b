package io.ollio.hosttool;

import io.ollio.json.JsonValue;
import io.ollio.json.JsonValue.Kind;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a component of a record of arguments is made of; knows how to make it out of JSON. */
sealed interface Shape {
  /**
   * Makes the Java value.
   *
   * @param place the component's name, with those around it; empty for the whole record
   */
  Object bind(JsonValue value, String place) throws Unbindable;

  /** A text. */
  record Text(Range range) implements Shape {
    @Override
    public Object bind(JsonValue value, String place) {
      return value.text();
    }
  }

  /** A whole number of 32 or 64 bits. */
  record Whole(boolean isLong, Range range) implements Shape {
    @Override
    public Object bind(JsonValue value, String place) throws Unbindable {
      try {
        BigDecimal number = new BigDecimal(value.toString());
        return isLong ? (Object) number.longValueExact() : (Object) number.intValueExact();
      } catch (ArithmeticException e) {
        throw new Unbindable(
            place, "is " + value + ", which no " + (isLong ? "long" : "int") + " holds");
      }
    }
  }

  /** A number. */
  record Real(Range range) implements Shape {
    @Override
    public Object bind(JsonValue value, String place) throws Unbindable {
      double number = value.number(Double.NaN);
      if (!Double.isFinite(number)) {
        throw new Unbindable(place, "is " + value + ", which no double holds");
      }
      return number;
    }
  }

  /** True or false. */
  record Flag() implements Shape {
    @Override
    public Object bind(JsonValue value, String place) {
      return value.isTrue();
    }
  }

  /** One of an enum's constants, by name. */
  record Choice(List<? extends Enum<?>> constants) implements Shape {
    List<String> names() {
      return constants.stream().<String>map(Enum::name).toList();
    }

    @Override
    public Object bind(JsonValue value, String place) throws Unbindable {
      for (Enum<?> constant : constants) {
        if (constant.name().equals(value.text())) {
          return constant;
        }
      }
      throw new Unbindable(place, "must be one of " + names());
    }
  }

  /** Several of the same. */
  record ListOf(Shape item) implements Shape {
    @Override
    public Object bind(JsonValue value, String place) throws Unbindable {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        items.add(item.bind(value.path(i), place + "[" + i + "]"));
      }
      return Collections.unmodifiableList(items);
    }
  }

  /** A record, made by its own constructor. */
  record Nested(Constructor<?> constructor, List<Component> components) implements Shape {
    @Override
    public Object bind(JsonValue value, String place) throws Unbindable {
      List<Object> values = new ArrayList<>();
      for (Component component : components) {
        values.add(component.bind(value, place));
      }
      try {
        return constructor.newInstance(values.toArray());
      } catch (InvocationTargetException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new Unbindable(place, "was refused" + messageOf(cause));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("The constructor was made accessible", e);
      }
    }
  }

  /** A component of a record. */
  record Component(String name, String description, Shape shape, boolean isOptional) {
    Object bind(JsonValue members, String place) throws Unbindable {
      JsonValue value = members.path(name);
      String here = place.isEmpty() ? name : place + "." + name;
      if (!isOptional) {
        return shape.bind(value, here);
      }
      return value.is(Kind.NULL) || value.is(Kind.MISSING)
          ? Optional.empty()
          : Optional.of(shape.bind(value, here));
    }
  }

  /** Bounds of a number, or of the length of a text; infinite for none. */
  record Range(double min, double max) {
    static final Range NONE = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** What follows the name of an exception when it has a message. */
  static String messageOf(Throwable cause) {
    return cause.getMessage() == null ? "" : ": " + cause.getMessage();
  }
}
