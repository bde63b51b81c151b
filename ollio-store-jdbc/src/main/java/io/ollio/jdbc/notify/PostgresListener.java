package io.ollio.jdbc.notify;

import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.Sleeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that holds one connection and listens; connects again when that breaks. */
final class PostgresListener {
  private static final Logger log = LoggerFactory.getLogger(PostgresListener.class);
  private static final Duration RECONNECT = Duration.ofMillis(500);
  private static final int WAIT_MILLIS = 500;
  private static final int WAITS_BETWEEN_CHECKS = 10;
  private static final int CHECK_SECONDS = 5;

  private final DataSource dataSource;
  private final String channel;
  private final Consumer<@Nullable String> receiver;
  private final CancellationSource closing = new CancellationSource();
  private final Thread thread;

  PostgresListener(DataSource dataSource, String channel, Consumer<@Nullable String> receiver) {
    this.dataSource = dataSource;
    this.channel = channel;
    this.receiver = receiver;
    this.thread = new Thread(null, this::listenForEver, "ollio-listen", 0, false);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends the thread within about a second. */
  void close() {
    closing.cancel();
    try {
      thread.join(Duration.ofSeconds(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listenForEver() {
    while (!closing.isCancelled()) {
      try {
        listen();
      } catch (SQLException | RuntimeException e) {
        log.debug("Listening was cut off, connecting again", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Sleeper.system().sleep(RECONNECT, closing);
    } catch (OperationCancelled closed) {
      log.debug("Listening ends");
    }
  }

  private void listen() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      boolean wasAutoCommit = connection.getAutoCommit();
      connection.setAutoCommit(true); // a LISTEN counts from its commit
      try (Statement statement = connection.createStatement()) {
        statement.execute("listen \"" + channel.replace("\"", "\"\"") + "\"");
      }
      receiver.accept(null);
      try {
        receiveAll(connection);
      } finally {
        leave(connection);
        connection.setAutoCommit(wasAutoCommit);
      }
    }
  }

  /** Through the pool also when the connection is dead, so that the pool learns that it is. */
  private static void leave(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("unlisten *");
    }
  }

  private void receiveAll(Connection connection) throws SQLException {
    NotifyingConnection notifying = NotifyingConnection.of(connection);
    int quiet = 0;
    while (!closing.isCancelled()) {
      List<String> received = notifying.receive(WAIT_MILLIS);
      received.forEach(receiver);
      quiet = received.isEmpty() ? quiet + 1 : 0;
      if (quiet >= WAITS_BETWEEN_CHECKS) {
        checkAlive(connection);
        quiet = 0;
      }
    }
  }

  /** A peer that has vanished says nothing, so ask. */
  private static void checkAlive(Connection connection) throws SQLException {
    if (!connection.isValid(CHECK_SECONDS)) {
      throw new SQLException("The listening connection is dead", "08006");
    }
  }
}
