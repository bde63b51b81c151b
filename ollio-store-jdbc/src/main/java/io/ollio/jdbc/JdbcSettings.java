package io.ollio.jdbc;

import io.ollio.IdSource;
import io.ollio.InvalidInput;
import io.ollio.credit.Plan;
import io.ollio.jdbc.project.BodyCipher;
import io.ollio.jdbc.sql.HostTransactions;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a {@link JdbcStorage} works. Immutable: each method returns a copy with another value.
 *
 * @param schema where the tables are; empty for "ollio", and on MariaDB for the connection's own
 *     database
 * @param migration what happens to the tables at the start
 * @param access who may submit how often, and what for
 * @param cipher encrypts what people and models have written
 * @param host tells of transactions of the host
 * @param timing clock and intervals
 * @param ids makes ids
 */
public record JdbcSettings(
    String schema,
    Migration migration,
    Access access,
    BodyCipher cipher,
    HostTransactions host,
    Timing timing,
    IdSource ids) {
  /** What happens to the tables at the start. */
  public enum Migration {
    /** They are made or brought up to date. */
    MIGRATE,
    /**
     * They are looked at: an older, newer or missing schema is an error. For hosts that migrate.
     */
    CHECK,
    /** Nothing, not even a look: for hosts that run the DDL files without Flyway. */
    NONE
  }

  /**
   * Who may submit how often, and what for.
   *
   * @param plan the plan of owners that were given none
   * @param permits submits of one owner in any stretch of the period, over all processes; 1 to
   *     10,000
   * @param period length of that stretch
   */
  public record Access(Plan plan, int permits, Duration period) {
    /** 100 credits in 30 days, and 100 submits a minute. */
    public static final Access DEFAULT = new Access(Plan.FREE, 100, Duration.ofMinutes(1));
  }

  /**
   * Clock and intervals.
   *
   * @param clock what time it is
   * @param maxDrift how far the clock may be off the database's, zero for no check: limits and
   *     periods of all processes follow their own clocks
   * @param pollInterval how often readers look for events of other processes which nobody has told
   *     of; events of this process wake them at once
   */
  public record Timing(InstantSource clock, Duration maxDrift, Duration pollInterval) {
    /** Ten seconds of drift, a look every quarter of a second. */
    public static final Timing DEFAULT =
        new Timing(InstantSource.system(), Duration.ofSeconds(10), Duration.ofMillis(250));

    /** Checks the ranges. */
    public Timing {
      InvalidInput.check(
          !maxDrift.isNegative(), "maxDrift", "is " + maxDrift + ", must not be negative");
      InvalidInput.check(
          pollInterval.compareTo(Duration.ZERO) > 0,
          "pollInterval",
          "is " + pollInterval + ", must be positive");
    }
  }

  /** Own schema, migrated at the start; the default plan and limits; nothing encrypted. */
  public static final JdbcSettings DEFAULT =
      new JdbcSettings(
          "",
          Migration.MIGRATE,
          Access.DEFAULT,
          BodyCipher.NONE,
          HostTransactions.NONE,
          Timing.DEFAULT,
          IdSource.system());

  /** Tables in another schema. */
  public JdbcSettings withSchema(String other) {
    return new JdbcSettings(other, migration, access, cipher, host, timing, ids);
  }

  /** Another way to the tables. */
  public JdbcSettings withMigration(Migration other) {
    return new JdbcSettings(schema, other, access, cipher, host, timing, ids);
  }

  /** Other plans and limits. */
  public JdbcSettings withAccess(Access other) {
    return new JdbcSettings(schema, migration, other, cipher, host, timing, ids);
  }

  /** What people and models have written is encrypted. */
  public JdbcSettings withCipher(BodyCipher other) {
    return new JdbcSettings(schema, migration, access, other, host, timing, ids);
  }

  /** Ollio's writes become part of the host's transactions. */
  public JdbcSettings withHostTransactions(HostTransactions other) {
    return new JdbcSettings(schema, migration, access, cipher, other, timing, ids);
  }

  /** Another clock or other intervals. */
  public JdbcSettings withTiming(Timing other) {
    return new JdbcSettings(schema, migration, access, cipher, host, other, ids);
  }

  /** Other ids. */
  public JdbcSettings withIds(IdSource other) {
    return new JdbcSettings(schema, migration, access, cipher, host, timing, other);
  }
}
