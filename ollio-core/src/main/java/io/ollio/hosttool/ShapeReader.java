package io.ollio.hosttool;

import io.ollio.InvalidInput;
import io.ollio.hosttool.Shape.Component;
import io.ollio.hosttool.Shape.Range;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the shape of a record; refuses what no schema can be made of. */
final class ShapeReader {
  private final Deque<Class<?>> around = new ArrayDeque<>();

  private ShapeReader() {}

  static Shape.Nested read(Class<? extends Record> type) {
    return new ShapeReader().nested(type, type.getSimpleName());
  }

  private Shape.Nested nested(Class<?> type, String place) {
    InvalidInput.check(!around.contains(type), place, "holds itself, which no schema can describe");
    InvalidInput.check(
        type.getTypeParameters().length == 0, place, "is of the generic record " + type.getName());
    around.push(type);
    List<Component> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      components.add(component(component, type.getSimpleName() + "." + component.getName()));
    }
    around.pop();
    return new Shape.Nested(constructor(type, place), List.copyOf(components));
  }

  private static Constructor<?> constructor(Class<?> type, String place) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Every record has its canonical constructor", e);
    } catch (InaccessibleObjectException e) {
      throw new InvalidInput(
          place, "cannot be made: its module does not open " + type.getPackageName());
    }
  }

  private Component component(RecordComponent component, String place) {
    Type type = component.getGenericType();
    Type inside = argumentOf(type, Optional.class);
    boolean isOptional = inside != null;
    Describe described = component.getAnnotation(Describe.class);
    Range range = described == null ? Range.NONE : range(described, place);
    Shape shape = shape(inside == null ? type : inside, range, place);
    String description = described == null ? "" : described.value();
    return new Component(component.getName(), description, shape, isOptional);
  }

  private Shape shape(Type type, Range range, String place) {
    if (type == String.class) {
      checkLengths(range, place);
      return new Shape.Text(range);
    } else if (type == int.class || type == Integer.class) {
      return new Shape.Whole(false, range);
    } else if (type == long.class || type == Long.class) {
      return new Shape.Whole(true, range);
    } else if (type == double.class || type == Double.class) {
      return new Shape.Real(range);
    }
    InvalidInput.check(range.equals(Range.NONE), place, "has a range, but is no number or text");
    return withoutRange(type, place);
  }

  private Shape withoutRange(Type type, String place) {
    Type item = argumentOf(type, List.class);
    if (item != null) {
      return new Shape.ListOf(shape(item, Range.NONE, place));
    } else if (type == boolean.class || type == Boolean.class) {
      return new Shape.Flag();
    } else if (type instanceof Class<?> known && known.isEnum()) {
      return new Shape.Choice(
          Arrays.stream(known.getEnumConstants()).<Enum<?>>map(Enum.class::cast).toList());
    } else if (type instanceof Class<?> known && known.isRecord()) {
      return nested(known, place);
    }
    throw new InvalidInput(
        place,
        "has the type "
            + type.getTypeName()
            + "; a tool's arguments are String, int, long, double, boolean, enums, records, List"
            + " and Optional of these");
  }

  private static Range range(Describe found, String place) {
    InvalidInput.check(
        found.min() <= found.max(),
        place,
        "has the range " + found.min() + " to " + found.max() + ", which holds nothing");
    return new Range(found.min(), found.max());
  }

  private static void checkLengths(Range range, String place) {
    for (double bound : new double[] {range.min(), range.max()}) {
      InvalidInput.check(
          Double.isInfinite(bound) || (bound >= 0 && bound == Math.rint(bound)),
          place,
          "has the length " + bound + ", must be a whole number from 0 on");
    }
  }

  /** What a generic type of this raw type holds; absent for every other type. */
  private static @Nullable Type argumentOf(Type type, Class<?> raw) {
    return type instanceof ParameterizedType generic && generic.getRawType() == raw
        ? generic.getActualTypeArguments()[0]
        : null;
  }
}
