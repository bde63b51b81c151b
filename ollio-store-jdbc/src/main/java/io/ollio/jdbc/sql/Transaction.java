package io.ollio.jdbc.sql;

import io.ollio.project.ProjectException.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One running unit: a transaction of its own, or a savepoint in one of the host. A statement that
 * fails dooms the savepoint it was run after, because what else its write has done stays.
 */
final class Transaction {
  private final Database database;
  private final Handle handle;
  private final @Nullable Savepoint hostMark;
  private final boolean wasAutoCommit;
  private final List<Runnable> hooks = new ArrayList<>();
  private @Nullable StoreUnavailable doom;

  private Transaction(
      Database database, Handle handle, @Nullable Savepoint hostMark, boolean wasAutoCommit) {
    this.database = database;
    this.handle = handle;
    this.hostMark = hostMark;
    this.wasAutoCommit = wasAutoCommit;
  }

  /** Begins a transaction, or joins that of the host. */
  static Transaction begin(Database database, boolean joinsHost) throws SQLException {
    Handle handle = database.open();
    try {
      Connection connection = handle.getConnection();
      if (joinsHost) {
        return new Transaction(database, handle, connection.setSavepoint(), false);
      }
      if (database.dialect() == Dialect.MARIADB
          && connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      boolean wasAutoCommit = connection.getAutoCommit();
      if (wasAutoCommit) {
        connection.setAutoCommit(false);
      }
      return new Transaction(database, handle, null, wasAutoCommit);
    } catch (SQLException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  Handle handle() {
    return handle;
  }

  List<Runnable> hooks() {
    return hooks;
  }

  /** Lets nothing that was done since the last savepoint be kept. */
  void doom(StoreUnavailable cause) {
    doom = doom == null ? cause : doom;
  }

  void commit() throws SQLException {
    checkSound();
    if (hostMark == null) {
      handle.getConnection().commit();
      database.persist(handle.getConnection());
    } else {
      handle.getConnection().releaseSavepoint(hostMark);
    }
  }

  void rollback() throws SQLException {
    if (hostMark == null) {
      handle.getConnection().rollback();
    } else {
      handle.getConnection().rollback(hostMark);
    }
  }

  /** Gives the connection back as it was. */
  void close() throws SQLException {
    try (handle) {
      if (wasAutoCommit) {
        handle.getConnection().setAutoCommit(true);
      }
    }
  }

  /** Runs the block so that its failure undoes no more than the block. */
  <T> T nested(Supplier<T> block) throws SQLException {
    Savepoint mark = handle.getConnection().setSavepoint();
    int hookMark = hooks.size();
    StoreUnavailable doomBefore = doom;
    boolean done = false;
    try {
      T result = block.get();
      checkSound();
      handle.getConnection().releaseSavepoint(mark);
      done = true;
      return result;
    } finally {
      if (!done) {
        hooks.subList(hookMark, hooks.size()).clear();
        undoTo(mark, doomBefore);
      }
    }
  }

  private void undoTo(Savepoint mark, @Nullable StoreUnavailable doomBefore) {
    try {
      handle.getConnection().rollback(mark);
      doom = doomBefore;
    } catch (SQLException e) {
      doom(SqlFailure.translate(e)); // the whole transaction is gone, with this savepoint
    }
  }

  private void checkSound() {
    if (doom != null) {
      throw doom;
    }
  }
}
