package io.ollio.jdbc;

import io.ollio.OwnerId;
import io.ollio.credit.CreditException.HoldConflict;
import io.ollio.credit.CreditException.HoldNotFound;
import io.ollio.generation.Storage;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.notify.Signals;
import io.ollio.jdbc.owner.JdbcRateLimiter;
import io.ollio.jdbc.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done now and then, and when an owner leaves. Any node may do it, at the same time
 * as others.
 */
public final class JdbcMaintenance {
  private static final Logger log = LoggerFactory.getLogger(JdbcMaintenance.class);

  private final Sql sql;
  private final Storage storage;
  private final JdbcRateLimiter rateLimiter;
  private final Signals signals;
  private final InstantSource clock;

  JdbcMaintenance(
      Sql sql, Storage storage, JdbcRateLimiter rateLimiter, Signals signals, InstantSource clock) {
    this.sql = sql;
    this.storage = storage;
    this.rateLimiter = rateLimiter;
    this.signals = signals;
    this.clock = clock;
  }

  /**
   * How long things are kept.
   *
   * @param deletedProjects after they were deleted
   * @param trails events and checkpoints, after their generation has ended
   * @param audit entries of the audit trail
   * @param openHolds holds that no waiting or running generation needs; longer than a host's own
   *     use of holds
   */
  public record Retention(
      Duration deletedProjects, Duration trails, Duration audit, Duration openHolds) {
    /** 30 days, 30 days, a year, and a day. */
    public static final Retention DEFAULT =
        new Retention(
            Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(365), Duration.ofDays(1));
  }

  /**
   * What was removed.
   *
   * @param projects projects purged
   * @param events events removed
   * @param auditEntries audit entries removed
   * @param holds holds released
   */
  public record Report(int projects, int events, int auditEntries, int holds) {}

  /** Removes what was kept long enough, and releases the holds that nobody will settle. */
  public Report run(Retention retention) {
    Instant now = clock.instant();
    rateLimiter.forgetIdle();
    sweepErased();
    return new Report(
        storage.projects().purgeDeletedBefore(now.minus(retention.deletedProjects())),
        storage.projects().events().deleteEndedBefore(now.minus(retention.trails())),
        storage.audit().deleteBefore(now.minus(retention.audit())),
        releaseHolds(now.minus(retention.openHolds())));
  }

  /**
   * Removes at once everything that is known of an owner, all or nothing: projects, credits, audit
   * trail, permits, jobs, and the owner. A generation that runs is told to stop; its job, and what
   * it may still have noted in the audit trail until then, go with the next {@link #run}.
   *
   * @return how many projects
   */
  public int eraseOwner(OwnerId owner) {
    return sql.write(
        session -> {
          int projects = storage.projects().eraseOwner(owner);
          storage.credits().eraseOwner(owner);
          storage.audit().eraseOwner(owner);
          storage.owners().erase(owner);
          session.update("delete from ollio_rate where owner = ?", owner.value());
          JdbcJobRunner.eraseOwner(sql.unitOfWork(), signals, clock, owner);
          return projects;
        });
  }

  /** What generations have left that ran while their owner was erased. */
  private void sweepErased() {
    sql.run(
        session -> {
          session.update(
              "delete from ollio_audit where generation <> '' and not exists"
                  + " (select 1 from ollio_generation g where g.id = ollio_audit.generation)"
                  + " and not exists (select 1 from ollio_owner o where o.id = ollio_audit.owner)");
          session.update(
              "delete from ollio_job where name = 'ollio.generation' and ended_at is not null"
                  + " and not exists"
                  + " (select 1 from ollio_generation g where g.id = ollio_job.job_key)"
                  + " and not exists (select 1 from ollio_owner o where o.id = ollio_job.owner)");
        });
  }

  /** The pipeline's holds are named after their generations: "generation:" and the id. */
  private int releaseHolds(Instant before) {
    List<String> orphans =
        sql.read(
            session ->
                session.list(
                    "select h.hold_key from ollio_hold h where h.state = 'OPEN' and h.created_at <"
                        + " ? and not exists (select 1 from ollio_generation g where g.id ="
                        + " substring(h.hold_key from 12) and g.status in ('QUEUED', 'RUNNING'))",
                    (row, context) -> row.getString(1),
                    before));
    return (int) orphans.stream().filter(this::isReleased).count();
  }

  private boolean isReleased(String key) {
    try {
      storage.credits().release(key);
      return true;
    } catch (HoldConflict | HoldNotFound e) {
      log.debug("The hold was settled meanwhile", e);
      return false;
    }
  }
}
