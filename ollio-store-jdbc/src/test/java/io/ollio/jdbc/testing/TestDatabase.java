package io.ollio.jdbc.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ollio.jdbc.schema.SchemaMigration;
import io.ollio.jdbc.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The databases that every test of this module runs on. Each starts once in a JVM. */
public enum TestDatabase {
  /** In memory, in this process. */
  H2,
  /** A server from the binaries that Maven has fetched. */
  POSTGRESQL,
  /** A server from the system's package. */
  MARIADB;

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private static final Map<TestDatabase, TestSchema> SHARED = new ConcurrentHashMap<>();

  /** One schema for all tests of the JVM, migrated, without a row in any table. */
  public TestSchema clean() {
    TestSchema schema = shared();
    schema.wipe();
    return schema;
  }

  /** The schema of {@link #clean}, with what is in it. */
  public TestSchema shared() {
    return SHARED.computeIfAbsent(this, TestDatabase::migrated);
  }

  /** A schema of its own with empty tables; the caller closes it. */
  public TestSchema migrated() {
    TestSchema schema = empty();
    new SchemaMigration(schema.connect()).migrate();
    return schema;
  }

  /** A schema of its own without tables; the caller closes it. */
  public TestSchema empty() {
    String name = "t_" + COUNTER.incrementAndGet();
    return switch (this) {
      case H2 -> new TestSchema(pool("jdbc:h2:mem:" + name + ";LOCK_TIMEOUT=20000", "sa", ""), "");
      case POSTGRESQL -> new TestSchema(pool(PostgresServer.shared().url(), "postgres", ""), name);
      case MARIADB -> {
        run(MariaDbServer.shared().url(""), "create database " + name);
        yield new TestSchema(pool(MariaDbServer.shared().url(name), "root", ""), "");
      }
    };
  }

  /** A pool of connections to an address. */
  public static HikariDataSource pool(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(16);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  /** Runs a statement. */
  public static void run(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " has failed", e);
    }
  }

  private static void run(String url, String sql) {
    try (HikariDataSource pool = pool(url, "root", "")) {
      run(pool, sql);
    }
  }

  /** Name in messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A schema under test.
   *
   * @param dataSource a pool of at most 16 connections
   * @param schema its name for the settings; empty for the default
   */
  public record TestSchema(HikariDataSource dataSource, String schema) implements AutoCloseable {
    /** The schema as the library sees it. */
    public Database connect() {
      return Database.connect(dataSource, schema);
    }

    void wipe() {
      TableWiper.wipe(connect());
    }

    @Override
    public void close() {
      dataSource.close();
    }
  }
}
