package io.ollio.jdbc.schema;

import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.Dialect;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Lets one node migrate at a time on MariaDB, where two nodes that make Flyway's table at the same
 * moment trip over each other. Elsewhere Flyway's own lock does.
 */
final class MigrationLock implements AutoCloseable {
  private static final int WAIT_SECONDS = 120;

  private final @Nullable Connection connection;

  private MigrationLock(@Nullable Connection connection) {
    this.connection = connection;
  }

  static MigrationLock take(Database database) {
    if (database.dialect() != Dialect.MARIADB) {
      return new MigrationLock(null);
    }
    try {
      Connection connection = database.dataSource().getConnection();
      run(connection, "do get_lock(concat(database(), '.ollio'), " + WAIT_SECONDS + ")");
      return new MigrationLock(connection);
    } catch (SQLException e) {
      throw new StoreUnavailable("The migrations of Ollio cannot be locked", true, e);
    }
  }

  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    try (connection) {
      run(connection, "do release_lock(concat(database(), '.ollio'))");
    } catch (SQLException e) {
      throw new StoreUnavailable("The migrations of Ollio cannot be unlocked", true, e);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
