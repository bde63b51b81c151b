package io.ollio.jdbc.project;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.file.FileTree;
import io.ollio.jdbc.sql.Listing;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations;
import io.ollio.project.ProjectException.KeyInUse;
import io.ollio.project.ProjectException.StaleAttempt;
import io.ollio.project.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The generations and checkpoints in the database. */
final class JdbcGenerations implements Generations {
  private static final String READABLE =
      "select "
          + GenerationRow.COLUMNS
          + " from ollio_generation g join ollio_project p on p.id = g.project where "
          + Access.READABLE;

  private static final Listing<Generation> LISTING =
      new Listing<>(
          GenerationRow.COLUMNS,
          "ollio_generation g join ollio_project p on p.id = g.project",
          "g.project = ? and " + Access.READABLE,
          "g.created_at",
          "g.id",
          (row, context) -> GenerationRow.read(row),
          generation -> generation.id().value());

  private final Sql sql;
  private final SealedText texts;
  private final Trees trees;

  JdbcGenerations(Sql sql, SealedText texts, Trees trees) {
    this.sql = sql;
    this.texts = texts;
    this.trees = trees;
  }

  /** A checkpoint without its files, and the project whose contents these are. */
  private record SavedStep(String project, int attempt, int step, String transcript) {}

  @Override
  public void add(Generation generation) {
    sql.run(
        session -> {
          Access.checkOwned(session, generation.owner(), generation.project());
          if (!session.insertIfNew(GenerationRow.INSERT, GenerationRow.values(generation))) {
            throw taken(session, generation);
          }
          session.update(
              "insert into ollio_trail (generation, last_number, ended_at, cleared) values"
                  + " (?, 0, ?, false)",
              generation.id().value(),
              endOf(generation.state()));
        });
  }

  @Override
  public Optional<Generation> find(OwnerId reader, GenerationId id) {
    return sql.read(
        session ->
            session.first(
                READABLE + " and g.id = ?",
                (row, context) -> GenerationRow.read(row),
                reader.value(),
                reader.value(),
                id.value()));
  }

  @Override
  public Optional<Generation> findByKey(OwnerId owner, String idempotencyKey) {
    return sql.read(
        session ->
            session.first(
                READABLE + " and g.owner = ? and g.idempotency_key = ?",
                (row, context) -> GenerationRow.read(row),
                owner.value(),
                owner.value(),
                owner.value(),
                idempotencyKey));
  }

  @Override
  public Page<Generation> list(OwnerId reader, ProjectId project, PageRequest page) {
    return sql.read(session -> Access.page(session, LISTING, page, reader, project));
  }

  @Override
  public boolean changeState(GenerationId id, Generation.State expected, Generation.State next) {
    if (expected.status().isFinal()) {
      return false;
    }
    List<@Nullable Object> values = new ArrayList<>(GenerationRow.stateValues(next));
    values.addAll(List.of(id.value(), expected.status(), expected.attempt()));
    return sql.write(
        session -> {
          boolean changed =
              session.update(
                      "update ollio_generation set "
                          + GenerationRow.ASSIGNMENTS
                          + " where id = ? and status = ? and attempt = ?",
                      values.toArray())
                  == 1;
          if (changed && next.status().isFinal()) {
            session.update(
                "update ollio_trail set ended_at = ? where generation = ?",
                next.updatedAt(),
                id.value());
          }
          return changed;
        });
  }

  @Override
  public void saveCheckpoint(Checkpoint checkpoint) {
    String id = checkpoint.generation().value();
    sql.run(
        session -> {
          String project = lockRunning(session, checkpoint);
          Trees.lock(session, project);
          session.update("delete from ollio_checkpoint where generation = ?", id);
          session.update(
              "insert into ollio_checkpoint (generation, attempt, step, transcript) values"
                  + " (?, ?, ?, ?)",
              id,
              checkpoint.attempt(),
              checkpoint.step(),
              texts.seal(checkpoint.transcript()));
          trees.remove(session, Trees.Kind.CHECKPOINT, id);
          trees.add(session, Trees.Kind.CHECKPOINT, project, id, checkpoint.files());
        });
  }

  @Override
  public Optional<Checkpoint> checkpoint(GenerationId id) {
    return sql.read(
        session -> {
          Optional<SavedStep> found = savedStep(session, id);
          while (found.isPresent()) {
            FileTree files =
                trees.find(session, Trees.Kind.CHECKPOINT, found.get().project(), id.value());
            Optional<SavedStep> again = savedStep(session, id);
            if (again.equals(found)) {
              return Optional.of(checkpoint(id, found.get(), files));
            }
            found = again; // somebody has saved the next step between both reads
          }
          return Optional.empty();
        });
  }

  private Checkpoint checkpoint(GenerationId id, SavedStep saved, FileTree files) {
    return new Checkpoint(
        id, saved.attempt(), saved.step(), texts.unseal(saved.transcript()), files);
  }

  private static Optional<SavedStep> savedStep(Session session, GenerationId id) {
    return session.first(
        "select g.project, c.attempt, c.step, c.transcript from ollio_checkpoint c join"
            + " ollio_generation g on g.id = c.generation where c.generation = ?",
        (row, context) ->
            new SavedStep(row.getString(1), row.getInt(2), row.getInt(3), row.getString(4)),
        id.value());
  }

  private static String lockRunning(Session session, Checkpoint checkpoint) {
    return session
        .first(
            "select project from ollio_generation where id = ? and status = ? and attempt = ?"
                + session.dialect().lock(),
            (row, context) -> row.getString(1),
            checkpoint.generation().value(),
            Status.RUNNING,
            checkpoint.attempt())
        .orElseThrow(() -> new StaleAttempt(checkpoint.generation(), checkpoint.attempt()));
  }

  private static KeyInUse taken(Session session, Generation generation) {
    boolean isId =
        session.number(
                "select count(*) from ollio_generation where owner = ? and idempotency_key = ?",
                generation.owner().value(),
                generation.idempotencyKey())
            == 0;
    return isId
        ? new KeyInUse("generation id", generation.id().value())
        : new KeyInUse("idempotency key", generation.idempotencyKey());
  }

  private static Optional<Instant> endOf(Generation.State state) {
    return state.status().isFinal() ? Optional.of(state.updatedAt()) : Optional.empty();
  }
}
