package io.ollio.jdbc.job;

import io.ollio.Sleeper;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.Dialect;
import io.ollio.jdbc.sql.HostTransactions;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time on any machine: this machine's clock, corrected by the difference that is
 * measured at the first use and refreshed by the job runner. So workers whose clocks differ agree
 * on when a job is due and who is dead; exact to about a round trip.
 *
 * <p>Thread-safety: any thread. Blocking: now and then for one short query; while the database is
 * away the last known difference is used. Lifetime: as long as the {@code DataSource}.
 */
public final class DatabaseClock implements InstantSource {
  private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);
  private static final Duration VALID = Duration.ofSeconds(30);
  private static final Duration WORTH_A_NOTE = Duration.ofSeconds(2);

  private final InstantSource local;
  private final JdbcUnitOfWork units;
  private final Object lock = new Object();
  private volatile Measured measured = Measured.NEVER;

  /** The time of the database, as seen from this machine. */
  public DatabaseClock(Database database) {
    this(database, InstantSource.system());
  }

  /** The time of the database, told by a clock of this machine that may be wrong. */
  public DatabaseClock(Database database, InstantSource local) {
    this.local = local;
    this.units = new JdbcUnitOfWork(database, HostTransactions.NONE, Sleeper.system());
  }

  /**
   * The time.
   *
   * @throws StoreUnavailable when the difference was never measured and the database cannot be
   *     reached
   */
  @Override
  public Instant instant() {
    Measured known = measured;
    return local.instant().plus(known.isKnown ? known.difference : refresh());
  }

  /**
   * Measures again if half a minute has passed; how far the database's clock is ahead of this
   * machine's.
   *
   * @throws StoreUnavailable when it was never measured and the database cannot be reached
   */
  public Duration refresh() {
    Measured known = measured;
    return known.isFresh() ? known.difference : measure();
  }

  private Duration measure() {
    synchronized (lock) {
      if (measured.isFresh()) {
        return measured.difference;
      }
      try {
        measured = new Measured(units.read(this::compare), System.nanoTime(), true);
      } catch (StoreUnavailable e) {
        if (!measured.isKnown) {
          throw e;
        }
        log.debug("The database's time is unknown for now, the last difference is used", e);
      }
      return measured.difference;
    }
  }

  private Duration compare(Handle handle) {
    Instant before = local.instant();
    long start = System.nanoTime();
    long theirs =
        handle.createQuery(millisQuery(units.database().dialect())).mapTo(Long.class).one();
    Duration halfTrip = Duration.ofNanos((System.nanoTime() - start) / 2);
    Duration difference = Duration.between(before.plus(halfTrip), Instant.ofEpochMilli(theirs));
    boolean isNews = difference.minus(measured.difference).abs().compareTo(WORTH_A_NOTE) > 0;
    if (isNews) {
      log.warn("This machine's clock differs from the database's by {}, which is used", difference);
    }
    return difference;
  }

  private static String millisQuery(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> "select floor(extract(epoch from clock_timestamp()) * 1000)";
      // Not by local time, which comes twice when summer ends.
      case MARIADB -> "select timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000";
      case H2 -> "select floor(extract(epoch from current_timestamp(3)) * 1000)";
    };
  }

  private record Measured(Duration difference, long atNanos, boolean isKnown) {
    static final Measured NEVER = new Measured(Duration.ZERO, 0, false);

    boolean isFresh() {
      return isKnown && System.nanoTime() - atNanos < VALID.toNanos();
    }
  }
}
