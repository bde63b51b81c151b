package io.ollio.testkit.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;

/** Turns right adapters into wrong ones by replacing some of their methods. */
public final class Tampered {
  private Tampered() {}

  /** The right adapter, except where the other object has a public method of the same signature. */
  public static <T> T with(Class<T> port, T right, Object wrong) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Optional<Method> replacement = replacement(wrong, method);
          if (replacement.isPresent()) {
            return invoked(replacement.get(), wrong, arguments);
          }
          return method.isDefault()
              ? InvocationHandler.invokeDefault(proxy, method, arguments)
              : invoked(method, right, arguments);
        };
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private static Optional<Method> replacement(Object wrong, Method method) {
    return Arrays.stream(wrong.getClass().getDeclaredMethods())
        .filter(candidate -> candidate.getName().equals(method.getName()))
        .filter(
            candidate -> Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes()))
        .findFirst();
  }

  private static Object invoked(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
