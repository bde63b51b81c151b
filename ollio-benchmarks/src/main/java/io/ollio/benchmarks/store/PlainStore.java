package io.ollio.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The same work by hand on the same tables: no checks, no mapper, no unit of work. */
final class PlainStore {
  private final DataSource dataSource;

  PlainStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** A message as it comes out of the database. */
  record Row(String id, String author, String content, LocalDateTime at, List<File> files) {}

  /** A fragment as it comes out of the database. */
  record File(String name, String format, String code, long size) {}

  /** Project, messages, fragments: three statements. */
  List<Row> conversation(String project, String owner, int limit, boolean newestFirst)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      readProject(connection, project, owner);
      Map<String, Row> rows = new HashMap<>();
      List<Row> messages = messages(connection, project, limit, newestFirst);
      messages.forEach(row -> rows.put(row.id(), row));
      addFiles(connection, rows);
      return messages;
    }
  }

  /** Ownership, charge, hold, journal, message and job in one transaction: six statements. */
  void submit(String project, String owner) throws SQLException {
    String id = UUID.randomUUID().toString();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      readProject(connection, project, owner);
      long entry = charge(connection, owner);
      run(
          connection,
          "insert into ollio.ollio_hold (hold_key, owner, amount, captured, state, period,"
              + " created_at) values (?, ?, 1, 0, 'OPEN', 0, now() at time zone 'UTC')",
          id,
          owner);
      run(
          connection,
          "insert into ollio.ollio_journal (owner, entry, id, kind, subject, amount, happened_at)"
              + " values (?, "
              + entry
              + ", ?, 'HOLD', ?, 1, now() at time zone 'UTC')",
          owner,
          id,
          id);
      run(
          connection,
          "insert into ollio.ollio_message (id, project, author, content, token_count, seen,"
              + " created_at) values (?, ?, 'USER', ?, 0, false, now() at time zone 'UTC')",
          id,
          project,
          "Create a dark login form");
      run(
          connection,
          "insert into ollio.ollio_job (name, job_key, owner, serial_key, payload, state, attempt,"
              + " failures, admission, cancel_requested, due, waiting_since) values ('bench', ?, ?,"
              + " ?, '{}', 'DONE', 0, 0, 0, false, 0, 0)",
          id,
          owner,
          project);
      connection.commit();
    }
  }

  /** Counting up and inserting, in one transaction: two statements. */
  void appendEvent(String generation, String json) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      long number;
      try (PreparedStatement statement =
          connection.prepareStatement(
              "update ollio.ollio_trail set last_number = last_number + 1 where generation = ?"
                  + " returning last_number")) {
        statement.setString(1, generation);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          number = row.getLong(1);
        }
      }
      run(
          connection,
          "insert into ollio.ollio_event (generation, number, kind, json, happened_at) values (?, "
              + number
              + ", 'text', ?, now() at time zone 'UTC')",
          generation,
          json);
      connection.commit();
    }
  }

  /** What a commit costs that changes one row. */
  void commit(String owner) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      charge(connection, owner);
      connection.commit();
    }
  }

  private static void readProject(Connection connection, String project, String owner)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select name, description, status, visibility, created_at, updated_at from"
                + " ollio.ollio_project where id = ? and owner = ?")) {
      statement.setString(1, project);
      statement.setString(2, owner);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        row.getString(1);
      }
    }
  }

  private static List<Row> messages(
      Connection connection, String project, int limit, boolean newestFirst) throws SQLException {
    String direction = newestFirst ? " desc" : "";
    List<Row> messages = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select id, author, content, created_at from ollio.ollio_message where project = ?"
                + " order by created_at"
                + direction
                + ", id"
                + direction
                + " limit "
                + limit)) {
      statement.setString(1, project);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          LocalDateTime at = row.getObject(4, LocalDateTime.class);
          messages.add(
              new Row(row.getString(1), row.getString(2), row.getString(3), at, new ArrayList<>()));
        }
      }
    }
    return messages;
  }

  private static void addFiles(Connection connection, Map<String, Row> rows) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select message, filename, format, code, size_bytes from ollio.ollio_fragment where"
                + " message = any (?) order by message, place")) {
      statement.setArray(1, connection.createArrayOf("text", rows.keySet().toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          File file =
              new File(row.getString(2), row.getString(3), row.getString(4), row.getLong(5));
          Row message = rows.get(row.getString(1));
          if (message != null) {
            message.files().add(file);
          }
        }
      }
    }
  }

  private static long charge(Connection connection, String owner) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update ollio.ollio_account set held = held + 1, entries = entries + 1 where owner = ?"
                + " and held + used + 1 <= plan_limit + granted returning entries")) {
      statement.setString(1, owner);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void run(Connection connection, String sql, String... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
