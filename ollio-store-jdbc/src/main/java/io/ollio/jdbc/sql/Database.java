package io.ollio.jdbc.sql;

import io.ollio.InvalidInput;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;

/**
 * The host's {@code DataSource}, the dialect it speaks, and the schema of Ollio's tables. Never
 * closes the {@code DataSource}.
 */
public final class Database {
  private static final Pattern TABLE = Pattern.compile("\\bollio_(?=[a-z])");

  /** PostgreSQL takes 63 characters, also for the channel "ollio_" and the name. */
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,56}|");

  private final DataSource dataSource;
  private final Dialect dialect;
  private final String schema;
  private final boolean losesCommits;
  private final Jdbi jdbi;
  private final Map<String, String> qualified = new ConcurrentHashMap<>();

  private Database(DataSource dataSource, Dialect dialect, String schema, boolean losesCommits) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.schema = schema;
    this.losesCommits = losesCommits;
    this.jdbi = Jdbi.create(dataSource);
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
  }

  /**
   * Looks what the {@code DataSource} leads to.
   *
   * @param schema where Ollio's tables are, in lower case; empty for the dialect's default
   * @throws io.ollio.InvalidInput when the schema is no plain name
   * @throws StoreUnavailable when it cannot be reached, refuses the login, or is none of the
   *     dialects
   */
  public static Database connect(DataSource dataSource, String schema) {
    InvalidInput.check(
        NAME.matcher(schema).matches(), "schema", "is " + schema + ", must match " + NAME);
    try (Connection connection = dataSource.getConnection()) {
      Dialect dialect = Dialect.of(connection);
      return new Database(
          dataSource,
          dialect,
          dialect.schemaName(schema.isEmpty() ? dialect.defaultSchema() : schema),
          dialect == Dialect.H2 && isFile(connection));
    } catch (SQLException e) {
      throw SqlFailure.translate(e);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      throw SqlFailure.translate(e); // pools wrap what goes wrong when they start
    }
  }

  /** The host's. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** What it speaks. */
  public Dialect dialect() {
    return dialect;
  }

  /** Where the tables are; empty for the connection's own database (MariaDB). */
  public String schema() {
    return schema;
  }

  /** The statement with every table name, {@code ollio_…}, in its schema. */
  public String sql(String statement) {
    return schema.isEmpty()
        ? statement
        : qualified.computeIfAbsent(
            statement,
            text ->
                TABLE.matcher(text).replaceAll(Matcher.quoteReplacement(schema + ".") + "ollio_"));
  }

  /** What a driver or a pool has thrown, as the typed error that says what to do. */
  public static StoreUnavailable failure(Exception thrown) {
    return SqlFailure.translate(thrown);
  }

  /** The same where the database as a whole is to blame, not the statement; else empty. */
  public static Optional<StoreUnavailable> outage(Exception thrown) {
    return SqlFailure.of(thrown).isOutage() ? Optional.of(failure(thrown)) : Optional.empty();
  }

  Handle open() {
    return jdbi.open();
  }

  /**
   * Makes the commits so far outlive a kill of the process: H2 writes its file up to half a second
   * later, and even {@code WRITE_DELAY 0} was seen to lose commits. The others do this themselves.
   */
  void persist(Connection connection) throws SQLException {
    if (losesCommits) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
    }
  }

  private static boolean isFile(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select database_path()")) {
      return row.next() && row.getString(1) != null;
    }
  }
}
