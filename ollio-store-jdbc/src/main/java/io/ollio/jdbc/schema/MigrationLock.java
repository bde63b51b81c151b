package io.ollio.jdbc.schema;

import io.ollio.jdbc.sql.Database;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Lets one node migrate at a time. On PostgreSQL Flyway's own lock does so. On MariaDB two nodes
 * that make Flyway's table at the same moment trip over each other, and on H2 each statement of the
 * DDL commits, which gives Flyway's lock back before its migration is done.
 */
final class MigrationLock implements AutoCloseable {
  private static final int WAIT_SECONDS = 120;
  private static final int TRIES = 20;

  private final @Nullable Connection connection;
  private final String unlock;

  private MigrationLock(@Nullable Connection connection, String unlock) {
    this.connection = connection;
    this.unlock = unlock;
  }

  /**
   * Waits until no other node migrates, two minutes at most.
   *
   * @throws StoreUnavailable when another one still does then, or the database fails
   */
  static MigrationLock take(Database database) {
    try {
      return switch (database.dialect()) {
        case POSTGRESQL -> new MigrationLock(null, "");
        case MARIADB -> onMariaDb(database);
        case H2 -> onH2(database);
      };
    } catch (SQLException e) {
      throw Database.failure(e);
    }
  }

  private static MigrationLock onMariaDb(Database database) throws SQLException {
    String lock = "select get_lock(concat(database(), '.ollio'), " + WAIT_SECONDS + ")";
    Connection connection = database.dataSource().getConnection();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(lock)) {
      if (row.next() && row.getInt(1) == 1) {
        return new MigrationLock(connection, "do release_lock(concat(database(), '.ollio'))");
      }
      throw new StoreUnavailable(
          "Another node has migrated the tables of Ollio for more than " + WAIT_SECONDS + " s",
          true,
          null);
    } catch (SQLException | StoreUnavailable e) {
      connection.close();
      throw e;
    }
  }

  /** The row of a table that is gone when the database is closed. */
  private static MigrationLock onH2(Database database) throws SQLException {
    String table = database.schema() + ".ollio_migration_lock";
    Connection connection = database.dataSource().getConnection();
    try {
      makeOnH2(connection, "create schema if not exists " + database.schema());
      makeOnH2(
          connection,
          "create global temporary table if not exists " + table + " (id int primary key)");
      makeOnH2(connection, "merge into " + table + " values (1)");
      connection.setAutoCommit(false);
      run(connection, "select id from " + table + " for update wait " + WAIT_SECONDS);
      return new MigrationLock(connection, "");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** "If not exists" may be too late already: another node makes the same at the same moment. */
  private static void makeOnH2(Connection connection, String sql) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        run(connection, sql);
        return;
      } catch (SQLException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    try (connection) {
      if (unlock.isEmpty()) {
        connection.rollback();
        connection.setAutoCommit(true);
      } else {
        run(connection, unlock);
      }
    } catch (SQLException e) {
      throw Database.failure(e);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
