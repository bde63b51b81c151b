package io.ollio.jdbc.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Sleeper;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.HostTransactions;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.jdbc.testing.TestDatabase;
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
      TestDatabase.run(
          database.dataSource(),
          "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'"
              + " and pid <> pg_backend_pid()");

      assertThat(next()).isEqualTo(Signals.ANYTHING);
      here.send("topic", "again");
      assertThat(next()).isEqualTo("again");
    }
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
