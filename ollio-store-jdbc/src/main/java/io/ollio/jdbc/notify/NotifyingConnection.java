package io.ollio.jdbc.notify;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The methods of PostgreSQL's driver ({@code PGConnection}, "Asynchronous notifications") that JDBC
 * does not know, looked up at run time so that hosts of other databases need no such driver.
 */
final class NotifyingConnection {
  private final Object connection;
  private final Method getNotifications;

  private NotifyingConnection(Object connection, Method getNotifications) {
    this.connection = connection;
    this.getNotifications = getNotifications;
  }

  /** The driver's own connection behind that of a pool. */
  static NotifyingConnection of(Connection pooled) throws SQLException {
    Object connection = pooled.unwrap(Connection.class);
    try {
      Method method = connection.getClass().getMethod("getNotifications", int.class);
      return new NotifyingConnection(connection, method);
    } catch (NoSuchMethodException e) {
      throw new SQLException(
          "Connections of " + connection.getClass().getName() + " take no notifications", e);
    }
  }

  /** What has come, waiting for the first if need be. */
  List<String> receive(int waitMillis) throws SQLException {
    Object received = call(connection, getNotifications, waitMillis);
    List<String> payloads = new ArrayList<>();
    for (int i = 0; received != null && i < Array.getLength(received); i++) {
      payloads.add(payload(Array.get(received, i)));
    }
    return payloads;
  }

  private static String payload(Object notification) throws SQLException {
    try {
      Method method = notification.getClass().getMethod("getParameter");
      return String.valueOf(call(notification, method));
    } catch (NoSuchMethodException e) {
      throw new SQLException("A notification has no payload", e);
    }
  }

  private static @Nullable Object call(Object target, Method method, Object... arguments)
      throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new SQLException("Receiving notifications has failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new SQLException("The driver's notifications are not accessible", e);
    }
  }
}
