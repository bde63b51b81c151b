package io.ollio.local.memory;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.UnitOfWork;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations;
import io.ollio.project.ProjectException;
import io.ollio.project.ProjectId;
import java.util.Optional;

/** The generations and checkpoints in memory. */
final class StoredGenerations implements Generations {
  private final UnitOfWork unitOfWork;
  private final StoreTables tables;
  private final int endedKept;

  StoredGenerations(UnitOfWork unitOfWork, StoreTables tables, int endedKept) {
    this.unitOfWork = unitOfWork;
    this.tables = tables;
    this.endedKept = endedKept;
  }

  @Override
  public void add(Generation generation) {
    String key = StoreTables.key(generation.owner(), generation.idempotencyKey());
    unitOfWork.run(
        () -> {
          tables.getOwned(generation.owner(), generation.project());
          if (tables.keys.get().get(key) != null) {
            throw new ProjectException.KeyInUse("idempotency key", generation.idempotencyKey());
          }
          if (tables.generation(generation.id()).isPresent()) {
            throw new ProjectException.KeyInUse("generation id", generation.id().value());
          }
          tables.keys.update(tree -> tree.with(key, generation.id().value()));
          put(generation);
        });
  }

  @Override
  public Optional<Generation> find(OwnerId reader, GenerationId id) {
    return tables.generation(id).filter(found -> tables.isReadable(reader, found.project()));
  }

  @Override
  public Optional<Generation> findByKey(OwnerId owner, String idempotencyKey) {
    return Optional.ofNullable(tables.keys.get().get(StoreTables.key(owner, idempotencyKey)))
        .flatMap(id -> find(owner, new GenerationId(id)));
  }

  @Override
  public Page<Generation> list(OwnerId reader, ProjectId project, PageRequest page) {
    tables.getReadable(reader, project);
    return tables.generations.get().page(project.value(), page, generation -> true);
  }

  @Override
  public boolean changeState(GenerationId id, Generation.State expected, Generation.State next) {
    return unitOfWork.call(
        () -> {
          Optional<Generation> found =
              tables.generation(id).filter(row -> isAsExpected(row.state(), expected));
          found.ifPresent(row -> put(row.withState(next)));
          return found.isPresent();
        });
  }

  @Override
  public void saveCheckpoint(Checkpoint checkpoint) {
    GenerationId id = checkpoint.generation();
    tables.checkpoints.update(
        tree -> {
          if (tables.generation(id).filter(row -> isRunBy(row, checkpoint.attempt())).isEmpty()) {
            throw new ProjectException.StaleAttempt(id, checkpoint.attempt());
          }
          return tree.with(id.value(), checkpoint);
        });
  }

  @Override
  public Optional<Checkpoint> checkpoint(GenerationId id) {
    return Optional.ofNullable(tables.checkpoints.get().get(id.value()));
  }

  private static boolean isAsExpected(Generation.State state, Generation.State expected) {
    return !state.status().isFinal()
        && state.status() == expected.status()
        && state.attempt() == expected.attempt();
  }

  private static boolean isRunBy(Generation generation, int attempt) {
    return generation.state().status() == Generation.Status.RUNNING
        && generation.state().attempt() == attempt;
  }

  private void put(Generation generation) {
    tables.generations.update(table -> table.with(generation));
    if (generation.state().status().isFinal()) {
      tables.ended.update(tree -> tree.with(StoreTables.endOf(generation), generation.id()));
      forgetOldTrails();
    }
  }

  private void forgetOldTrails() {
    if (tables.ended.get().size() > endedKept) {
      tables
          .ended
          .get()
          .ascend(
              null,
              (place, id) -> {
                tables.dropTrail(id);
                tables.ended.update(tree -> tree.without(place));
                return tables.ended.get().size() > endedKept;
              });
    }
  }
}
