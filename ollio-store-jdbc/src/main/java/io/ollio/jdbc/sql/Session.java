package io.ollio.jdbc.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, with question marks for their values. Values are texts, numbers,
 * booleans, bytes, enums (by name), instants (as UTC, in microseconds) and optionals of these; ids
 * are given as texts.
 */
public final class Session {
  private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** Rows sent to the database at once. */
  private static final int BATCH = 1_000;

  private final Handle handle;
  private final Database database;

  Session(Handle handle, Database database) {
    this.handle = handle;
    this.database = database;
  }

  /** What the database speaks. */
  public Dialect dialect() {
    return database.dialect();
  }

  /** Runs a statement; returns how many rows it has changed. */
  public int update(String sql, @Nullable Object... values) {
    try (Update update = handle.createUpdate(database.sql(sql))) {
      for (int i = 0; i < values.length; i++) {
        update.bind(i, argument(values[i]));
      }
      return update.execute();
    }
  }

  /** Runs a statement for each row of values. */
  public void batch(String sql, List<@Nullable Object[]> rows) {
    for (int from = 0; from < rows.size(); from += BATCH) {
      try (PreparedBatch batch = handle.prepareBatch(database.sql(sql))) {
        for (Object[] values : rows.subList(from, Math.min(rows.size(), from + BATCH))) {
          for (int i = 0; i < values.length; i++) {
            batch.bind(i, argument(values[i]));
          }
          batch.add();
        }
        batch.execute();
      }
    }
  }

  /**
   * Inserts a row unless its keys are taken, waiting for a transaction that is about to take them;
   * tells whether it did.
   */
  public boolean insertIfNew(String sql, @Nullable Object... values) {
    if (dialect() == Dialect.POSTGRESQL) {
      return update(sql + " on conflict do nothing", values) == 1; // an error would end all
    }
    try {
      return update(sql, values) == 1;
    } catch (UnableToExecuteStatementException e) {
      if (SqlFailure.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  /** All rows of a query. */
  public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... values) {
    try (Query query = handle.createQuery(database.sql(sql))) {
      for (int i = 0; i < values.length; i++) {
        query.bind(i, argument(values[i]));
      }
      return query.map(mapper).list();
    }
  }

  /** The first row of a query. */
  public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... values) {
    List<T> rows = list(sql, mapper, values);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /** The only number of a query. */
  public long number(String sql, @Nullable Object... values) {
    return list(sql, (row, context) -> row.getLong(1), values).get(0);
  }

  /**
   * The condition that a column is one of the texts; its one or many values come from {@link
   * #amongValues}. One array on PostgreSQL, so that its length does not make another statement.
   */
  public String among(String column, int count) {
    return dialect() == Dialect.POSTGRESQL ? column + " = any (?)" : column + " in " + marks(count);
  }

  /** The values of {@link #among}. */
  public List<Object> amongValues(List<String> texts) {
    return dialect() == Dialect.POSTGRESQL
        ? List.of((Object) texts.toArray(new String[0]))
        : List.copyOf(texts);
  }

  /** The list with a question mark for each value: {@code (?, ?, ?)}. */
  public static String marks(int count) {
    return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
  }

  /** The parts of a list, each of at most so many elements. */
  public static <T> List<List<T>> chunks(List<T> all, int size) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      chunks.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return chunks;
  }

  /** The time as columns hold it. */
  static LocalDateTime column(Instant time) {
    Instant known = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    return LocalDateTime.ofInstant(known.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  private static Argument argument(@Nullable Object value) {
    if (value == null) {
      return (position, statement, context) -> statement.setNull(position, Types.NULL);
    }
    if (value instanceof Optional<?> optional) {
      return argument(optional.orElse(null));
    }
    if (value instanceof Instant time) {
      LocalDateTime column = column(time);
      return (position, statement, context) -> statement.setObject(position, column);
    }
    return (position, statement, context) -> bind(position, statement, value);
  }

  private static void bind(int position, PreparedStatement statement, Object value)
      throws SQLException {
    if (value instanceof String text) {
      statement.setString(position, text);
    } else if (value instanceof Long number) {
      statement.setLong(position, number);
    } else if (value instanceof Integer number) {
      statement.setInt(position, number);
    } else if (value instanceof Boolean flag) {
      statement.setBoolean(position, flag);
    } else if (value instanceof String[] texts) {
      statement.setArray(position, statement.getConnection().createArrayOf("text", texts));
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(position, bytes);
    } else if (value instanceof Enum<?> constant) {
      statement.setString(position, constant.name());
    } else {
      statement.setObject(position, value);
    }
  }
}
