package io.ollio.jdbc.notify;

import io.ollio.Cancellation.Registration;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.Dialect;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Tells listeners of this and, on PostgreSQL, of every other process that something was stored. A
 * signal is a hint: it may be lost or come twice, so listeners look at the tables, and poll slowly.
 *
 * <p>Thread-safety: any thread. Blocking: none but {@link #close}. Lifetime: one for a process and
 * database; whoever opened it closes it. Limits: topic and subject together at most 500 characters.
 */
public interface Signals extends AutoCloseable {
  /** Subject of the signal that says that signals may have been lost. */
  String ANYTHING = "";

  /** Signals of the database's kind; nothing runs until it is used. */
  static Signals on(Database database) {
    return database.dialect() == Dialect.POSTGRESQL
        ? new PostgresSignals(database)
        : new LocalSignals();
  }

  /** Whether other processes hear of signals; if not, they must poll more often. */
  boolean reachesOthers();

  /** Tells everybody now; for what is committed. */
  void send(String topic, String subject);

  /**
   * Tells the other processes when the transaction of the handle is committed, by whomever; nobody
   * when it is rolled back.
   */
  void sendWithCommit(Handle handle, String topic, String subject);

  /**
   * Calls the listener with each subject, or {@link #ANYTHING}; on a thread of the signals or of
   * the sender, so it must be quick.
   */
  Registration listen(String topic, Consumer<String> listener);

  /** Ends the threads. */
  @Override
  void close();
}
