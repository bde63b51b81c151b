package io.ollio.jdbc;

import io.ollio.Sleeper;
import io.ollio.generation.Storage;
import io.ollio.jdbc.audit.JdbcAuditLog;
import io.ollio.jdbc.credit.JdbcCreditLedger;
import io.ollio.jdbc.owner.JdbcOwners;
import io.ollio.jdbc.owner.JdbcRateLimiter;
import io.ollio.jdbc.project.JdbcProjectStore;
import io.ollio.jdbc.schema.SchemaMigration;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.jdbc.sql.Sql;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/**
 * The stores on the host's {@code DataSource}: {@code
 * Ollio.builder(model).storage(JdbcStorage.open(dataSource).storage())}. Any number of processes
 * may open the same database.
 *
 * <p>Thread-safety: any thread. Blocking: a database round trip or a few for each call. Lifetime:
 * the {@code DataSource} is the host's and stays open. Limits: each thread that is in a call holds
 * one connection, two while it submits.
 */
public final class JdbcStorage {
  private final Sql sql;
  private final JdbcProjectStore projects;
  private final JdbcCreditLedger credits;
  private final JdbcRateLimiter rateLimiter;
  private final Storage storage;

  private JdbcStorage(Database database, JdbcSettings settings) {
    InstantSource clock = inMicros(settings.timing().clock());
    JdbcUnitOfWork unitOfWork = new JdbcUnitOfWork(database, settings.host(), Sleeper.system());
    this.sql = new Sql(unitOfWork);
    this.projects =
        new JdbcProjectStore(
            sql, clock, settings.cipher(), settings.timing().pollInterval(), generation -> {});
    this.credits = new JdbcCreditLedger(sql, clock, settings.ids(), settings.access().plan());
    this.rateLimiter =
        new JdbcRateLimiter(sql, clock, settings.access().permits(), settings.access().period());
    this.storage =
        new Storage(
            unitOfWork,
            projects,
            credits,
            new JdbcOwners(sql, clock),
            new JdbcAuditLog(sql),
            rateLimiter);
  }

  /** Opens with {@link JdbcSettings#DEFAULT}. */
  public static JdbcStorage open(DataSource dataSource) {
    return open(dataSource, JdbcSettings.DEFAULT);
  }

  /**
   * Connects, looks after the tables, and compares the clocks.
   *
   * @throws io.ollio.project.ProjectException.StoreUnavailable when the database cannot be reached
   *     or refuses the login, when tables are missing or newer than this library, or when this
   *     machine's clock is wrong; the message says what to do
   */
  public static JdbcStorage open(DataSource dataSource, JdbcSettings settings) {
    Database database = Database.connect(dataSource, settings.schema());
    SchemaMigration migration = new SchemaMigration(database);
    switch (settings.migration()) {
      case MIGRATE -> migration.migrate();
      case CHECK -> migration.check();
      case NONE -> {}
    }
    ClockCheck.check(database, settings.timing());
    return new JdbcStorage(database, settings);
  }

  /** The stores as the pipeline uses them. */
  public Storage storage() {
    return storage;
  }

  /** The ledger, with the check of its books. */
  public JdbcCreditLedger credits() {
    return credits;
  }

  /** What ties the stores together, for adapters and hosts that run their own statements in it. */
  public JdbcUnitOfWork unitOfWork() {
    return sql.unitOfWork();
  }

  /** As precise as the columns, so that what is returned is what will be read. */
  private static InstantSource inMicros(InstantSource clock) {
    return () -> clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
