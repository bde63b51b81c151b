package io.ollio.jdbc.testing;

import io.ollio.jdbc.schema.SchemaMigration;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Removes all rows of a schema's tables, whatever tables there are. */
final class TableWiper {
  private TableWiper() {}

  /** Removes every row but those of the migrations' history; foreign keys cascade. */
  static void wipe(Database database) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : tables(database)) {
        statement.addBatch("delete from " + table);
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot wipe the test tables", e);
    }
  }

  /** Names of all tables but the migrations' history, with their schema. */
  static List<String> tables(Database database) {
    try (Connection connection = database.dataSource().getConnection()) {
      return tables(connection, database);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot list the test tables", e);
    }
  }

  private static List<String> tables(Connection connection, Database database) throws SQLException {
    boolean isMariaDb = database.dialect() == Dialect.MARIADB;
    String schema = isMariaDb ? connection.getCatalog() : database.schema();
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = '"
                    + schema
                    + "' and table_type like 'BASE TABLE'")) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (!name.toLowerCase(Locale.ROOT).equals(SchemaMigration.HISTORY_TABLE)) {
          tables.add(schema + "." + name);
        }
      }
    }
    return tables;
  }
}
