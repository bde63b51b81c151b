package io.ollio.jdbc;

import io.ollio.InvalidInput;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A database in one file of this machine, without a server: for one process at a time. It is an H2;
 * the host adds {@code com.h2database:h2} to its dependencies.
 *
 * <p>What Ollio has committed outlives a kill of the process: see {@code docs/jdbc.md}. So H2's own
 * hook does not close the file when the JVM ends, which would cut off those who still write then.
 * Nor does H2 write a trace file beside it, in which refused statements would stand with values.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final int LOCK_TIMEOUT_MILLIS = 20_000;
  private static final int CONNECTIONS = 32;

  private final JdbcConnectionPool pool;

  private EmbeddedDatabase(JdbcConnectionPool pool) {
    this.pool = pool;
  }

  /**
   * The database in this file, made when it is not there; ".mv.db" is added to the name. Nothing is
   * opened before the first use.
   *
   * @throws InvalidInput when the path has a semicolon, which H2 takes for the end of the name
   */
  public static EmbeddedDatabase at(Path file) {
    InvalidInput.check(
        file.toAbsolutePath().toString().indexOf(';') < 0, "file", "has a semicolon: " + file);
    String url =
        "jdbc:h2:file:"
            + file.toAbsolutePath()
            + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT="
            + LOCK_TIMEOUT_MILLIS;
    JdbcConnectionPool pool = JdbcConnectionPool.create(url, "ollio", "");
    pool.setMaxConnections(CONNECTIONS);
    return new EmbeddedDatabase(pool);
  }

  /** Its connections. */
  public DataSource dataSource() {
    return pool;
  }

  /** Closes the file. */
  @Override
  public void close() {
    pool.dispose();
  }
}
