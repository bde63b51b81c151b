package io.ollio.jdbc.project;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.jdbc.sql.Columns;
import io.ollio.jdbc.sql.Dialect;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import io.ollio.project.EventLog;
import io.ollio.project.GenerationId;
import io.ollio.project.ProjectException.GenerationNotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The events in the database. A generation's last number is a row of its own, which appending
 * changes first: so numbers follow each other without a gap, and readers see them in that order.
 */
final class JdbcEventLog implements EventLog {
  private static final int GENERATIONS_AT_ONCE = 500;
  private static final String COUNT_UP =
      "update ollio_trail set last_number = last_number + ?, cleared = false where generation = ?";
  private static final String LAST = "select last_number from ollio_trail where generation = ?";

  private final Sql sql;
  private final SealedText texts;
  private final Waiters waiters;

  JdbcEventLog(Sql sql, SealedText texts, Waiters waiters) {
    this.sql = sql;
    this.texts = texts;
    this.waiters = waiters;
  }

  @Override
  public long append(GenerationId generation, List<NewEvent> events) {
    List<NewEvent> added = List.copyOf(events);
    return sql.write(
        session -> {
          long last =
              countUp(session, generation.value(), added.size())
                  .orElseThrow(() -> new GenerationNotFound(generation));
          insert(session, generation.value(), last - added.size(), added);
          sql.unitOfWork().afterCommit(() -> waiters.tell(generation.value()));
          return last;
        });
  }

  @Override
  public List<StoredEvent> read(
      OwnerId reader,
      GenerationId generation,
      long after,
      int limit,
      Duration wait,
      Cancellation cancellation) {
    InvalidInput.check(after >= 0, "after", "is " + after + ", must not be negative");
    InvalidInput.check(limit >= 1, "limit", "is " + limit + ", must be at least 1");
    Supplier<List<StoredEvent>> look = () -> look(reader, generation, after, limit);
    List<StoredEvent> found = look.get();
    boolean waits = found.isEmpty() && wait.compareTo(Duration.ZERO) > 0;
    // A unit that waits for a commit would wait for itself.
    return waits && !sql.unitOfWork().isRunningHere()
        ? waiters.await(generation.value(), look, wait, cancellation)
        : found;
  }

  @Override
  public int deleteEndedBefore(Instant time) {
    return sql.write(
        session -> {
          int count = 0;
          List<String> ended = ended(session, time);
          while (!ended.isEmpty()) {
            count += clear(session, ended);
            ended = ended(session, time);
          }
          return count;
        });
  }

  private List<StoredEvent> look(OwnerId reader, GenerationId generation, long after, int limit) {
    return sql.read(
        session -> {
          List<StoredEvent> found =
              session.list(
                  "select e.number, e.kind, e.json, e.happened_at from ollio_event e"
                      + " join ollio_generation g on g.id = e.generation"
                      + " join ollio_project p on p.id = g.project where e.generation = ?"
                      + " and e.number > ? and "
                      + Access.READABLE
                      + " order by e.number limit ?",
                  (row, context) ->
                      new StoredEvent(
                          row.getLong(1),
                          new NewEvent(
                              row.getString(2),
                              texts.unseal(row.getString(3)),
                              Columns.time(row, 4))),
                  generation.value(),
                  after,
                  reader.value(),
                  reader.value(),
                  limit);
          if (found.isEmpty()) {
            checkReadable(session, reader, generation);
          }
          return found;
        });
  }

  private static void checkReadable(Session session, OwnerId reader, GenerationId generation) {
    List<Boolean> readable =
        session.list(
            "select 1 from ollio_generation g join ollio_project p on p.id = g.project where"
                + " g.id = ? and "
                + Access.READABLE,
            (row, context) -> Boolean.TRUE,
            generation.value(),
            reader.value(),
            reader.value());
    if (readable.isEmpty()) {
      throw new GenerationNotFound(generation);
    }
  }

  private static Optional<Long> countUp(Session session, String generation, int count) {
    if (session.dialect() == Dialect.POSTGRESQL && count > 0) {
      return session.first(
          COUNT_UP + " returning last_number", (row, context) -> row.getLong(1), count, generation);
    }
    if (count > 0 && session.update(COUNT_UP, count, generation) == 0) {
      return Optional.empty();
    }
    return session.first(LAST, (row, context) -> row.getLong(1), generation);
  }

  private void insert(Session session, String generation, long last, List<NewEvent> events) {
    List<Object[]> rows = new ArrayList<>();
    for (NewEvent event : events) {
      rows.add(
          new Object[] {
            generation, last + rows.size() + 1, event.type(), texts.seal(event.json()), event.at()
          });
    }
    session.batch(
        "insert into ollio_event (generation, number, kind, json, happened_at) values"
            + " (?, ?, ?, ?, ?)",
        rows);
  }

  private static List<String> ended(Session session, Instant time) {
    return session.list(
        "select generation from ollio_trail where cleared = false and ended_at < ? limit ?",
        (row, context) -> row.getString(1),
        time,
        GENERATIONS_AT_ONCE);
  }

  private static int clear(Session session, List<String> generations) {
    String among = " in " + Session.marks(generations.size());
    Object[] ids = generations.toArray();
    List<String> projects =
        session.list(
            "select distinct g.project from ollio_checkpoint_file c join ollio_generation g"
                + " on g.id = c.generation where c.generation"
                + among,
            (row, context) -> row.getString(1),
            ids);
    int count = session.update("delete from ollio_event where generation" + among, ids);
    Stream.of("ollio_checkpoint", "ollio_checkpoint_file")
        .forEach(
            table -> session.update("delete from " + table + " where generation" + among, ids));
    projects.forEach(project -> Trees.sweep(session, project));
    session.update("update ollio_trail set cleared = true where generation" + among, ids);
    return count;
  }
}
