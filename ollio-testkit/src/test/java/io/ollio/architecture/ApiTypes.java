package io.ollio.architecture;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types as text: generic arguments and nullness kept, {@code java.lang} left out. */
final class ApiTypes {
  private ApiTypes() {}

  static String header(Class<?> type) {
    return words(type)
        + type.getCanonicalName()
        + variables(type)
        + (type.isRecord() ? components(type) : "")
        + list(" extends ", superclass(type))
        + list(type.isInterface() ? " extends " : " implements ", type.getAnnotatedInterfaces())
        + permits(type);
  }

  static String name(AnnotatedType type) {
    String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedArrayType array) {
      String space = nullable.isEmpty() ? "" : " ";
      return name(array.getAnnotatedGenericComponentType()) + space + nullable + "[]";
    }
    if (type instanceof AnnotatedParameterizedType generic) {
      Type raw = ((ParameterizedType) generic.getType()).getRawType();
      return nullable + plain(raw) + names(generic.getAnnotatedActualTypeArguments());
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      AnnotatedType[] lower = wildcard.getAnnotatedLowerBounds();
      return lower.length > 0
          ? "? super " + name(lower[0])
          : "?" + bounds(wildcard.getAnnotatedUpperBounds());
    }
    return nullable + plain(type.getType());
  }

  /** The type parameters of a class or method, empty where it has none. */
  static String variables(GenericDeclaration declaration) {
    TypeVariable<?>[] variables = declaration.getTypeParameters();
    if (variables.length == 0) {
      return "";
    }
    String space = declaration instanceof Class ? "" : " ";
    return Arrays.stream(variables)
        .map(variable -> variable.getName() + bounds(variable.getAnnotatedBounds()))
        .collect(joining(", ", "<", ">" + space));
  }

  private static String words(Class<?> type) {
    int kept = Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.FINAL;
    if (type.isInterface() || type.isRecord() || type.isEnum()) {
      kept = Modifier.PROTECTED;
    }
    String kind =
        type.isInterface()
            ? "interface "
            : type.isRecord() ? "record " : type.isEnum() ? "enum " : "class ";
    String words = Modifier.toString(type.getModifiers() & kept);
    return (words.isEmpty() ? "" : words + " ") + (type.isSealed() ? "sealed " : "") + kind;
  }

  private static String components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> name(component.getAnnotatedType()) + " " + component.getName())
        .collect(joining(", ", "(", ")"));
  }

  private static AnnotatedType[] superclass(Class<?> type) {
    boolean shown = !type.isRecord() && !type.isEnum() && type.getSuperclass() != Object.class;
    return shown && type.getSuperclass() != null
        ? new AnnotatedType[] {type.getAnnotatedSuperclass()}
        : new AnnotatedType[0];
  }

  private static String permits(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses())
            .map(ApiTypes::plain)
            .sorted()
            .collect(joining(", ", " permits ", ""))
        : "";
  }

  private static String list(String word, AnnotatedType[] types) {
    return types.length == 0
        ? ""
        : Arrays.stream(types).map(ApiTypes::name).collect(joining(", ", word, ""));
  }

  private static String bounds(AnnotatedType[] types) {
    boolean any = types.length == 0 || name(types[0]).equals("Object");
    return any
        ? ""
        : Arrays.stream(types).map(ApiTypes::name).collect(joining(" & ", " extends ", ""));
  }

  private static String names(AnnotatedType[] arguments) {
    return Arrays.stream(arguments).map(ApiTypes::name).collect(joining(", ", "<", ">"));
  }

  private static String plain(Type type) {
    String name = type instanceof Class<?> known ? known.getCanonicalName() : type.getTypeName();
    return name.startsWith("java.lang.") && name.indexOf('.', 10) < 0 ? name.substring(10) : name;
  }
}
