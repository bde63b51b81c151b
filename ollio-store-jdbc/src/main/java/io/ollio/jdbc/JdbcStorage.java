package io.ollio.jdbc;

import io.ollio.Sleeper;
import io.ollio.generation.Storage;
import io.ollio.jdbc.audit.JdbcAuditLog;
import io.ollio.jdbc.credit.JdbcCreditLedger;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.jdbc.notify.Signals;
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
 * until {@link #close}, which ends the threads that tell of events; the {@code DataSource} is the
 * host's and stays open. Limits: each thread that is in a call holds one connection, and on
 * PostgreSQL one more listens once somebody waits for events.
 */
public final class JdbcStorage implements AutoCloseable {
  private final Sql sql;
  private final Signals signals;
  private final JdbcCreditLedger credits;
  private final Storage storage;
  private final JdbcMaintenance maintenance;
  private final JdbcStatistics statistics;

  private JdbcStorage(Database database, JdbcSettings settings) {
    InstantSource clock = inMicros(settings.timing().clock());
    JdbcUnitOfWork unitOfWork = new JdbcUnitOfWork(database, settings.host(), Sleeper.system());
    this.sql = new Sql(unitOfWork);
    this.signals = Signals.on(database);
    JdbcProjectStore projects =
        new JdbcProjectStore(
            sql, clock, settings.cipher(), signals, settings.timing().pollInterval());
    this.credits = new JdbcCreditLedger(sql, clock, settings.ids(), settings.access().plan());
    JdbcRateLimiter rateLimiter =
        new JdbcRateLimiter(sql, clock, settings.access().permits(), settings.access().period());
    this.storage =
        new Storage(
            unitOfWork,
            projects,
            credits,
            new JdbcOwners(sql, clock),
            new JdbcAuditLog(sql),
            rateLimiter);
    this.maintenance = new JdbcMaintenance(sql, storage, rateLimiter, signals, clock);
    this.statistics = new JdbcStatistics(sql);
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

  /** What is to be done now and then, and when an owner leaves. */
  public JdbcMaintenance maintenance() {
    return maintenance;
  }

  /** What each owner has and has used. */
  public JdbcStatistics statistics() {
    return statistics;
  }

  /** A job runner on the same database, not started; the host closes it before this. */
  public JdbcJobRunner newJobRunner(JdbcJobSettings settings) {
    return new JdbcJobRunner(unitOfWork(), settings, signals);
  }

  /** Ends what tells of events. */
  @Override
  public void close() {
    signals.close();
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
