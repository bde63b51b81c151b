package io.ollio.jdbc.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** Writes down the statements that are prepared on its connections. */
public final class CountingDataSource {
  private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
  private final DataSource dataSource;

  /** Counts what is done with the connections of this one. */
  public CountingDataSource(DataSource real) {
    dataSource =
        proxy(
            DataSource.class,
            (self, method, arguments) -> {
              Object result = invoke(real, method, arguments);
              return result instanceof Connection connection ? counting(connection) : result;
            });
  }

  /** To be opened. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The statements since the last call. */
  public List<String> take() {
    List<String> taken = List.copyOf(statements);
    statements.clear();
    return taken;
  }

  private Connection counting(Connection real) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            statements.add(String.valueOf(arguments[0]));
          }
          return invoke(real, method, arguments);
        });
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            CountingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
