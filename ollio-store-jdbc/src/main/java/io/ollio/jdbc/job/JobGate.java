package io.ollio.jdbc.job;

import io.ollio.jdbc.job.TurnTaking.Candidate;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.Dialect;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Decides who runs next. Every change that another job's turn depends on happens in a transaction
 * that holds the one row of {@code ollio_job_gate}, on whatever worker; none takes longer than a
 * few statements.
 */
final class JobGate {
  /** Most jobs that are taken in by one transaction. */
  static final int INTAKE = 500;

  private static final String LIVE = "('NEW', 'READY', 'BLOCKED', 'ADMITTED', 'RUNNING')";
  private static final String IN_LANE = "('READY', 'BLOCKED', 'ADMITTED', 'RUNNING')";

  private final Database database;
  private final JdbcJobSettings settings;
  private final InstantSource clock;
  private final EngineTable engine;

  JobGate(Database database, JdbcJobSettings settings, InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.engine = new EngineTable(database);
  }

  /**
   * What one passage has done.
   *
   * @param admitted jobs that were handed to the engine
   * @param isMoreNew whether more new jobs wait than one passage takes in
   */
  record Passage(int admitted, boolean isMoreNew) {}

  /** Ends tries, takes in what is new and hands the next jobs to the engine. */
  Passage pass(Handle handle, List<JobEnd> ends, boolean admits) {
    long turn = lock(handle);
    Set<String> owners = new HashSet<>();
    for (JobEnd end : ends) {
      if (end(handle, end)) {
        owners.add(end.start().job().owner().value());
      }
    }
    int taken = admits ? takeIn(handle, turn) : 0;
    int admitted = admits ? admit(handle, turn + taken) : 0;
    dropIdleOwners(handle, owners);
    if (taken + admitted > 0) {
      handle.execute(
          database.sql("update ollio_job_gate set turn = ? where id = 1"), turn + taken + admitted);
    }
    return new Passage(admitted, taken == INTAKE);
  }

  /** Ends a job that waits, or asks a running one to stop. */
  Optional<Cancelled> cancel(Handle handle, String name, String key) {
    lock(handle);
    Optional<Row> found = find(handle, name, key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Row row = found.get();
    if (row.state == JobState.RUNNING) {
      handle.execute(
          database.sql("update ollio_job set cancel_requested = true where id = ?"), row.id);
      return Optional.of(new Cancelled(row.id, true));
    }
    finish(handle, row.id, JobState.CANCELLED, "");
    if (row.state == JobState.ADMITTED) {
      engine.remove(handle, new EngineKey(row.id, row.admission).toString());
    }
    if (row.state == JobState.READY || row.state == JobState.ADMITTED) {
      promote(handle, row.serialKey);
    }
    dropIdleOwners(handle, Set.of(row.owner));
    return row.wasCancelled ? Optional.empty() : Optional.of(new Cancelled(row.id, false));
  }

  /** Takes a turn from the engine whose job has ended meanwhile. */
  boolean drop(Handle handle, String engineKey) {
    engine.remove(handle, engineKey);
    return true;
  }

  /** A job that somebody has cancelled just now. */
  record Cancelled(long id, boolean isRunning) {}

  /**
   * Locks the gate. A worker that stands still or vanishes behind it holds up all others, so
   * PostgreSQL ends its transaction after five seconds without a statement.
   */
  private long lock(Handle handle) {
    String limit =
        database.dialect() == Dialect.POSTGRESQL
            ? ", set_config('idle_in_transaction_session_timeout', '5000', true)"
            : "";
    return handle
        .createQuery(
            database.sql("select turn" + limit + " from ollio_job_gate where id = 1 for update"))
        .mapTo(Long.class)
        .findFirst()
        .orElseGet(() -> newGate(handle));
  }

  /** Hosts that empty tables empty this one, too. */
  private long newGate(Handle handle) {
    handle.execute(database.sql("insert into ollio_job_gate (id, turn) values (1, 0)"));
    return 0;
  }

  /** Stores how a try ended, unless another worker has begun a later one. */
  private boolean end(Handle handle, JobEnd end) {
    JobStart start = end.start();
    boolean isOver = end.state() != JobState.READY;
    boolean isHeld = isOver ? finishTry(handle, end) : putBack(handle, end);
    if (isHeld) {
      engine.remove(handle, start.engineKey());
    }
    if (isHeld && isOver) {
      promote(handle, start.job().serialKey());
    }
    return isHeld;
  }

  private boolean finishTry(Handle handle, JobEnd end) {
    return handle
            .createUpdate(
                database.sql(
                    "update ollio_job set state = :state, failures = :failures, ended_at = :now,"
                        + " reason = :reason, worker = null"
                        + " where id = :id and attempt = :attempt and state = 'RUNNING'"))
            .bind("state", end.state().name())
            .bind("failures", end.failures())
            .bind("now", clock.millis())
            .bind("reason", end.reason())
            .bind("id", end.start().id())
            .bind("attempt", end.start().attempt())
            .execute()
        == 1;
  }

  /** Lets the job run again; if it was cancelled meanwhile, its next try begins cancelled. */
  private boolean putBack(Handle handle, JobEnd end) {
    long now = clock.millis();
    return handle
            .createUpdate(
                database.sql(
                    "update ollio_job set state = 'READY', failures = :failures, due = :due,"
                        + " waiting_since = :now, reason = :reason, worker = null"
                        + " where id = :id and attempt = :attempt and state = 'RUNNING'"))
            .bind("failures", end.failures())
            .bind("due", now + end.pause().toMillis())
            .bind("now", now)
            .bind("reason", end.reason())
            .bind("id", end.start().id())
            .bind("attempt", end.start().attempt())
            .execute()
        == 1;
  }

  private void finish(Handle handle, long id, JobState state, String reason) {
    handle
        .createUpdate(
            database.sql(
                "update ollio_job set state = :state, ended_at = :now, reason = :reason"
                    + " where id = :id"))
        .bind("state", state.name())
        .bind("now", clock.millis())
        .bind("reason", reason)
        .bind("id", id)
        .execute();
  }

  /** Lets the oldest job that waits for this serial key go on. */
  private void promote(Handle handle, String serialKey) {
    handle
        .createQuery(
            database.sql(
                "select min(id) from ollio_job where serial_key = :serial and state = 'BLOCKED'"))
        .bind("serial", serialKey)
        .mapTo(Long.class)
        .findFirst()
        .ifPresent(
            id ->
                handle.execute(
                    database.sql("update ollio_job set state = 'READY' where id = ?"), id));
  }

  /** Gives each new job its place in its serial key and its owner a turn; tells how many. */
  private int takeIn(Handle handle, long turn) {
    List<NewJob> jobs = newJobs(handle);
    if (jobs.isEmpty()) {
      return 0;
    }
    Set<String> lanes = new HashSet<>();
    PreparedBatch batch =
        handle.prepareBatch(database.sql("update ollio_job set state = :state where id = :id"));
    for (NewJob job : jobs) {
      boolean isFirst = lanes.add(job.serialKey) && !job.isBehind;
      batch
          .bind("state", (isFirst ? JobState.READY : JobState.BLOCKED).name())
          .bind("id", job.id)
          .add();
    }
    batch.execute();
    joinRotation(handle, jobs, turn);
    return jobs.size();
  }

  private List<NewJob> newJobs(Handle handle) {
    return handle
        .createQuery(
            database.sql(
                "select n.id, n.owner, n.serial_key, case when exists (select 1 from ollio_job l"
                    + " where l.serial_key = n.serial_key and l.state in "
                    + IN_LANE
                    + ") then 1 else 0 end as behind from ollio_job n where n.state = 'NEW'"
                    + " order by n.id limit "
                    + INTAKE))
        .map(
            (row, context) ->
                new NewJob(
                    row.getLong("id"),
                    row.getString("owner"),
                    row.getString("serial_key"),
                    row.getInt("behind") == 1))
        .list();
  }

  /** Owners who have nothing in the queue yet join the end of the rotation. */
  private void joinRotation(Handle handle, List<NewJob> jobs, long turn) {
    List<String> owners = jobs.stream().map(NewJob::owner).distinct().toList();
    Set<String> known =
        handle
            .createQuery(database.sql("select owner from ollio_job_turn where owner in (<owners>)"))
            .bindList("owners", owners)
            .mapTo(String.class)
            .set();
    long next = turn;
    for (String owner : owners) {
      if (!known.contains(owner)) {
        handle.execute(
            database.sql("insert into ollio_job_turn (owner, turn) values (?, ?)"), owner, ++next);
      }
    }
  }

  private int admit(Handle handle, long turn) {
    Map<String, Integer> running = running(handle);
    int free = settings.concurrency() - running.values().stream().mapToInt(Integer::intValue).sum();
    if (free <= 0) {
      return 0;
    }
    TurnTaking turns = new TurnTaking(free, settings.concurrencyPerOwner(), running);
    List<String> owners =
        owners(handle, free + running.size()).stream().filter(turns::hasRoom).toList();
    List<Candidate> next = turns.deal(owners, (owner, most) -> readyOf(handle, owner, most));
    if (!next.isEmpty()) {
      admitAll(handle, next, turn);
    }
    return next.size();
  }

  private void admitAll(Handle handle, List<Candidate> next, long turn) {
    PreparedBatch jobs =
        handle.prepareBatch(
            database.sql(
                "update ollio_job set state = 'ADMITTED', admission = admission + 1"
                    + " where id = ?"));
    PreparedBatch turns =
        handle.prepareBatch(database.sql("update ollio_job_turn set turn = ? where owner = ?"));
    long last = turn;
    for (Candidate candidate : next) {
      jobs.add(candidate.id());
      turns.add(++last, candidate.owner());
    }
    jobs.execute();
    turns.execute();
    engine.addAll(handle, next, clock.instant());
  }

  private Map<String, Integer> running(Handle handle) {
    return handle
        .createQuery(
            database.sql(
                "select owner, count(*) as jobs from ollio_job"
                    + " where state in ('ADMITTED', 'RUNNING') group by owner"))
        .map((row, context) -> Map.entry(row.getString("owner"), row.getInt("jobs")))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private List<String> owners(Handle handle, int most) {
    return handle
        .createQuery(
            database.sql(
                "select t.owner from ollio_job_turn t where exists (select 1 from ollio_job j"
                    + " where j.owner = t.owner and j.state = 'READY' and j.due <= :now)"
                    + " order by t.turn limit :most"))
        .bind("now", clock.millis())
        .bind("most", most)
        .mapTo(String.class)
        .list();
  }

  private List<Candidate> readyOf(Handle handle, String owner, int most) {
    return handle
        .createQuery(
            database.sql(
                "select id, name, admission from ollio_job"
                    + " where owner = :owner and state = 'READY' and due <= :now"
                    + " order by id limit :most"))
        .bind("owner", owner)
        .bind("now", clock.millis())
        .bind("most", most)
        .map(
            (row, context) ->
                new Candidate(
                    row.getLong("id"), owner, row.getString("name"), row.getInt("admission") + 1))
        .list();
  }

  private void dropIdleOwners(Handle handle, Collection<String> owners) {
    for (String owner : owners) {
      handle
          .createUpdate(
              database.sql(
                  "delete from ollio_job_turn where owner = :owner and not exists"
                      + " (select 1 from ollio_job where owner = :owner and state in "
                      + LIVE
                      + ")"))
          .bind("owner", owner)
          .execute();
    }
  }

  /** Locked, because a worker begins an admitted job without passing the gate. */
  private Optional<Row> find(Handle handle, String name, String key) {
    return handle
        .createQuery(
            database.sql(
                "select id, owner, serial_key, state, admission, cancel_requested from ollio_job"
                    + " where name = :name and job_key = :key and state in "
                    + LIVE
                    + database.dialect().lock()))
        .bind("name", name)
        .bind("key", key)
        .map(
            (row, context) ->
                new Row(
                    row.getLong("id"),
                    row.getString("owner"),
                    row.getString("serial_key"),
                    JobState.valueOf(row.getString("state")),
                    row.getInt("admission"),
                    row.getBoolean("cancel_requested")))
        .findFirst();
  }

  private record NewJob(long id, String owner, String serialKey, boolean isBehind) {}

  private record Row(
      long id,
      String owner,
      String serialKey,
      JobState state,
      int admission,
      boolean wasCancelled) {}
}
