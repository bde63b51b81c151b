package io.ollio.jdbc.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ollio.Sleeper;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.HostTransactions;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignalsTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void send_listenerOfThisProcess_hearsItsTopicOnlyUntilItStops(TestDatabase kind) {
    try (Signals signals = Signals.on(kind.clean().connect())) {
      var listening = signals.listen("topic", heard::add);
      signals.send("other", "not for me");
      signals.send("topic", "one");
      listening.close();
      signals.send("topic", "two");

      assertThat(heard)
          .filteredOn(subject -> !subject.equals(Signals.ANYTHING))
          .containsOnly("one");
    }
  }

  @Test
  void send_onPostgres_isHeardByOtherProcesses() throws InterruptedException {
    Database database = TestDatabase.POSTGRESQL.clean().connect();
    try (Signals here = Signals.on(database);
        Signals there = Signals.on(database)) {
      listen(there);

      here.send("topic", "it's/one");

      assertThat(next()).isEqualTo("it's/one");
    }
  }

  @Test
  void send_overAPoolWithoutAutoCommit_isHeardByOtherProcesses() throws InterruptedException {
    TestDatabase.TestSchema schema = TestDatabase.POSTGRESQL.clean();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(schema.dataSource().getJdbcUrl());
    config.setUsername(schema.dataSource().getUsername());
    config.setAutoCommit(false);
    try (HikariDataSource pool = new HikariDataSource(config);
        Signals here = Signals.on(Database.connect(pool, schema.schema()));
        Signals there = Signals.on(Database.connect(pool, schema.schema()))) {
      listen(there);

      here.send("topic", "one");

      assertThat(next()).isEqualTo("one");
    }
  }

  @Test
  void sendWithCommit_onPostgres_isHeardAfterTheCommitAndNeverAfterARollback()
      throws InterruptedException {
    Database database = TestDatabase.POSTGRESQL.clean().connect();
    JdbcUnitOfWork units = new JdbcUnitOfWork(database, HostTransactions.NONE, Sleeper.system());
    try (Signals here = Signals.on(database);
        Signals there = Signals.on(database)) {
      listen(there);

      undo(units, here);
      units.write(handle -> send(here, handle, "kept"));

      assertThat(next()).isEqualTo("kept");
    }
  }

  @Test
  void listen_connectionCut_isConnectedAgainAndTold() throws InterruptedException {
    Database database = TestDatabase.POSTGRESQL.clean().connect();
    try (Signals here = Signals.on(database);
        Signals there = Signals.on(database)) {
      listen(there);
      cutListeners(database);

      assertThat(next()).isEqualTo(Signals.ANYTHING);
      here.send("topic", "again");
      assertThat(next()).isEqualTo("again");
    }
  }

  @Test
  void listen_connectionCut_leavesNoDeadConnectionInThePool() throws Exception {
    TestDatabase.TestSchema schema = TestDatabase.POSTGRESQL.clean();
    Database database = schema.connect();
    try (Signals signals = Signals.on(database)) {
      listen(signals);
      cutListeners(database);

      while (heard.isEmpty()) {
        useAllAtOnce(schema.dataSource());
      }
      assertThat(next()).isEqualTo(Signals.ANYTHING);
    }
  }

  @Test
  void close_onPostgres_nothingGoesOutAfterwards() throws InterruptedException {
    Database database = TestDatabase.POSTGRESQL.clean().connect();
    try (Signals there = Signals.on(database)) {
      listen(there);
      try (Signals here = Signals.on(database)) {
        here.send("topic", "last");
      }
      TestDatabase.run(
          database.dataSource(), "notify \"ollio_" + database.schema() + "\", 'x/topic/end'");

      assertThat(next()).isEqualTo("last");
      assertThat(next()).isEqualTo("end");
    }
  }

  private static void useAllAtOnce(HikariDataSource pool) throws SQLException {
    int idle = pool.getHikariPoolMXBean().getIdleConnections();
    List<Connection> taken = new ArrayList<>();
    try {
      for (int i = 0; i < idle; i++) {
        Connection connection = pool.getConnection();
        taken.add(connection);
        try (Statement statement = connection.createStatement()) {
          statement.execute("select 1");
        }
      }
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
    }
  }

  private static void cutListeners(Database database) {
    TestDatabase.run(
        database.dataSource(),
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'"
            + " and pid <> pg_backend_pid()");
  }

  private void listen(Signals signals) throws InterruptedException {
    signals.listen("topic", heard::add);
    assertThat(next()).as("told once when it begins").isEqualTo(Signals.ANYTHING);
  }

  private String next() throws InterruptedException {
    return heard.poll(20, TimeUnit.SECONDS);
  }

  private static boolean send(Signals signals, org.jdbi.v3.core.Handle handle, String subject) {
    signals.sendWithCommit(handle, "topic", subject);
    return true;
  }

  private static void undo(JdbcUnitOfWork units, Signals signals) {
    try {
      units.write(
          handle -> {
            send(signals, handle, "undone");
            throw new IllegalStateException("undone");
          });
    } catch (IllegalStateException undone) {
      assertThat(undone).hasMessage("undone");
    }
  }
}
