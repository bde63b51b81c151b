package io.ollio.jdbc.job;

import io.ollio.OwnerId;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.Dialect;
import io.ollio.job.Job;
import io.ollio.job.JobStats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The rows of jobs: what needs no lock but the row's own. */
final class JobTable {
  private static final String INSERT =
      "insert into ollio_job (name, job_key, owner, serial_key, payload, state, attempt, failures,"
          + " admission, cancel_requested, due, waiting_since)"
          + " values (:name, :key, :owner, :serial, :payload, 'NEW', 0, 0, 0, false, :now, :now)";

  private final Database database;
  private final InstantSource clock;

  JobTable(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Adds a job; tells whether it is new. */
  boolean insert(Handle handle, Job job, long now) {
    boolean ignores = database.dialect() == Dialect.POSTGRESQL;
    if (!ignores && exists(handle, job)) {
      return false;
    }
    String insert = ignores ? INSERT + " on conflict (name, job_key) do nothing" : INSERT;
    try {
      return handle
              .createUpdate(database.sql(insert))
              .bind("name", job.name())
              .bind("key", job.key())
              .bind("owner", job.owner().value())
              .bind("serial", job.serialKey())
              .bind("payload", job.payload())
              .bind("now", now)
              .execute()
          == 1;
    } catch (UnableToExecuteStatementException e) {
      if (isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  private boolean exists(Handle handle, Job job) {
    return handle
        .createQuery(database.sql("select 1 from ollio_job where name = :name and job_key = :key"))
        .bind("name", job.name())
        .bind("key", job.key())
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  /** In a unit of MariaDB and H2, a statement that was refused leaves the others as they are. */
  private static boolean isDuplicate(UnableToExecuteStatementException e) {
    return e.getCause() instanceof SQLException sql
        && sql.getSQLState() != null
        && sql.getSQLState().startsWith("23");
  }

  /** Begins the next try of an admitted job, or of one whose worker is dead. */
  Optional<JobStart> start(Handle handle, String engineKey, String worker) {
    EngineKey key = EngineKey.parse(engineKey);
    int begun =
        handle
            .createUpdate(
                database.sql(
                    "update ollio_job set state = 'RUNNING', attempt = attempt + 1,"
                        + " worker = :worker, started_at = :now"
                        + " where id = :id and admission = :admission"
                        + " and state in ('ADMITTED', 'RUNNING')"))
            .bind("worker", worker)
            .bind("now", clock.millis())
            .bind("id", key.job())
            .bind("admission", key.admission())
            .execute();
    return begun == 0
        ? Optional.empty()
        : handle
            .createQuery(database.sql("select * from ollio_job where id = :id"))
            .bind("id", key.job())
            .map((row, context) -> startOf(row, engineKey))
            .findFirst();
  }

  private static JobStart startOf(ResultSet row, String engineKey) throws SQLException {
    return new JobStart(
        row.getLong("id"),
        jobOf(row),
        row.getInt("attempt"),
        row.getInt("failures"),
        row.getBoolean("cancel_requested"),
        engineKey);
  }

  private static Job jobOf(ResultSet row) throws SQLException {
    return new Job(
        row.getString("name"),
        row.getString("job_key"),
        OwnerId.of(row.getString("owner")),
        row.getString("serial_key"),
        row.getString("payload"));
  }

  /** Whether some worker should look through the gate. */
  boolean hasWork(Handle handle) {
    return handle
        .createQuery(
            database.sql(
                "select case when exists (select 1 from ollio_job where state = 'NEW')"
                    + " or exists (select 1 from ollio_job where state = 'READY' and due <= :now)"
                    + " then 1 else 0 end"))
        .bind("now", clock.millis())
        .mapTo(Integer.class)
        .one()
        .equals(1);
  }

  /** What is stored of these jobs now. */
  List<Standing> standings(Handle handle, Collection<Long> ids) {
    return handle
        .createQuery(
            database.sql(
                "select id, state, attempt, cancel_requested from ollio_job where id in (<ids>)"))
        .bindList("ids", List.copyOf(ids))
        .map(
            (row, context) ->
                new Standing(
                    row.getLong("id"),
                    JobState.valueOf(row.getString("state")),
                    row.getInt("attempt"),
                    row.getBoolean("cancel_requested")))
        .list();
  }

  JobStats stats(Handle handle) {
    return handle
        .createQuery(
            database.sql(
                "select coalesce(sum(case when state in ('NEW', 'READY', 'BLOCKED', 'ADMITTED')"
                    + " then 1 else 0 end), 0) as queued,"
                    + " coalesce(sum(case when state = 'RUNNING' then 1 else 0 end), 0) as running,"
                    + " coalesce(sum(case when state = 'FAILED' then 1 else 0 end), 0) as failed,"
                    + " min(case when state in ('NEW', 'READY', 'BLOCKED', 'ADMITTED')"
                    + " then waiting_since end) as oldest from ollio_job"
                    + " where state in"
                    + " ('NEW', 'READY', 'BLOCKED', 'ADMITTED', 'RUNNING', 'FAILED')"))
        .map((row, context) -> statsOf(row))
        .one();
  }

  private JobStats statsOf(ResultSet row) throws SQLException {
    long oldest = row.getLong("oldest");
    Duration age = row.wasNull() ? Duration.ZERO : Duration.ofMillis(clock.millis() - oldest);
    return new JobStats(
        row.getLong("queued"),
        row.getLong("running"),
        age.isNegative() ? Duration.ZERO : age,
        row.getLong("failed"));
  }

  /** Forgets jobs that ended before the time, some at once; tells how many. */
  int forget(Handle handle, Instant before, int most) {
    List<Long> ids =
        handle
            .createQuery(
                database.sql(
                    "select id from ollio_job where state in ('DONE', 'FAILED', 'CANCELLED')"
                        + " and ended_at < :before order by id limit :most"))
            .bind("before", before.toEpochMilli())
            .bind("most", most)
            .mapTo(Long.class)
            .list();
    if (!ids.isEmpty()) {
      handle
          .createUpdate(database.sql("delete from ollio_job where id in (<ids>)"))
          .bindList("ids", ids)
          .execute();
    }
    return ids.size();
  }

  /** An owner's jobs that have not ended. */
  List<Job> liveOf(Handle handle, OwnerId owner) {
    return handle
        .createQuery(
            database.sql(
                "select * from ollio_job where owner = :owner and ended_at is null order by id"))
        .bind("owner", owner.value())
        .map((row, context) -> jobOf(row))
        .list();
  }

  /** Forgets an owner's jobs that have ended; tells how many. */
  int forgetOf(Handle handle, OwnerId owner) {
    return handle
        .createUpdate(
            database.sql("delete from ollio_job where owner = :owner and ended_at is not null"))
        .bind("owner", owner.value())
        .execute();
  }

  /** A running job as stored. */
  record Standing(long id, JobState state, int attempt, boolean isCancelled) {
    /** Whether this try still is the job's last one. */
    boolean isHeldBy(JobStart start) {
      return state == JobState.RUNNING && attempt == start.attempt();
    }
  }
}
