package io.ollio.jdbc.testing;

import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Looks into the tables. */
public final class TableDump {
  private TableDump() {}

  /** The tables that hold rows, in lower case. */
  public static Set<String> filled(TestSchema schema) {
    Set<String> filled = new TreeSet<>();
    for (String table : TableWiper.tables(schema.connect())) {
      if (count(schema, table) > 0) {
        filled.add(table.substring(table.indexOf('.') + 1).toLowerCase(Locale.ROOT));
      }
    }
    return filled;
  }

  /** Rows of a table. */
  public static long count(TestSchema schema, String table) {
    return Long.parseLong(cells(schema, "select count(*) from " + table).get(0));
  }

  /** Everything in a table as texts, cell by cell. */
  public static List<String> cells(TestSchema schema, String sql) {
    List<String> cells = new ArrayList<>();
    try (Connection connection = schema.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(qualified(schema, sql))) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          cells.add(String.valueOf(rows.getString(i)));
        }
      }
      return cells;
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " has failed", e);
    }
  }

  private static String qualified(TestSchema schema, String sql) {
    return sql.contains(".") ? sql : schema.connect().sql(sql);
  }
}
