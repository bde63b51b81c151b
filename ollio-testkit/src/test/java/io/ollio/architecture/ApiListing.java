package io.ollio.architecture;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** What callers and implementors can reach in a set of classes, as sorted text. */
final class ApiListing {
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");
  private static final Set<String> OF_EVERY_ENUM = Set.of("values", "valueOf");

  private ApiListing() {}

  static String of(Stream<Class<?>> types) {
    return types
        .filter(ApiListing::isReachable)
        .sorted(Comparator.comparing(Class::getCanonicalName))
        .map(ApiListing::describe)
        .collect(joining("\n"));
  }

  private static boolean isReachable(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    boolean here = !type.isAnonymousClass() && !type.isLocalClass() && isOpen(type.getModifiers());
    return here && (outer == null || isReachable(outer));
  }

  private static boolean isOpen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String describe(Class<?> type) {
    Stream<String> members =
        Stream.of(
                Arrays.stream(type.getDeclaredFields())
                    .filter(ApiListing::isShown)
                    .map(ApiListing::field),
                Arrays.stream(type.getDeclaredConstructors())
                    .filter(made -> isShown(made) && !isCanonical(type, made))
                    .map(made -> modifiers(made) + type.getSimpleName() + parameters(made)),
                Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> isShown(method) && !isImplied(type, method))
                    .map(ApiListing::method))
            .flatMap(lines -> lines.sorted());
    return ApiTypes.header(type)
        + "\n"
        + members.map(line -> "  " + line + "\n").collect(joining());
  }

  private static boolean isShown(Member member) {
    return isOpen(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isCanonical(Class<?> type, Constructor<?> made) {
    return type.isRecord()
        && Arrays.equals(
            made.getParameterTypes(),
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class[]::new));
  }

  private static boolean isImplied(Class<?> type, Method method) {
    String name = method.getName();
    return OF_EVERY_OBJECT.contains(name)
        || (type.isEnum() && OF_EVERY_ENUM.contains(name))
        || (type.isRecord()
            && method.getParameterCount() == 0
            && Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getName().equals(name)));
  }

  private static String field(Field field) {
    return field.isEnumConstant()
        ? field.getName()
        : modifiers(field) + ApiTypes.name(field.getAnnotatedType()) + " " + field.getName();
  }

  private static String method(Method method) {
    return modifiers(method)
        + (method.isDefault() ? "default " : "")
        + ApiTypes.variables(method)
        + ApiTypes.name(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + parameters(method);
  }

  private static String parameters(Executable executable) {
    String thrown =
        Arrays.stream(executable.getAnnotatedExceptionTypes())
            .map(ApiTypes::name)
            .collect(joining(", "));
    return Arrays.stream(executable.getAnnotatedParameterTypes())
            .map(ApiTypes::name)
            .collect(joining(", ", "(", ")"))
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  /** Without what is usual: public, and abstract in an interface. */
  private static String modifiers(Member member) {
    int usual = member.getDeclaringClass().isInterface() ? Modifier.ABSTRACT : 0;
    int kept = Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
    String words = Modifier.toString(member.getModifiers() & kept & ~usual);
    return words.isEmpty() ? "" : words + " ";
  }
}
