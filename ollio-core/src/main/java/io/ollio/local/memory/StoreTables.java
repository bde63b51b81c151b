package io.ollio.local.memory;

import io.ollio.OwnerId;
import io.ollio.local.memory.InMemoryUnitOfWork.Slot;
import io.ollio.local.memory.Table.Place;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.ProjectException;
import io.ollio.project.ProjectId;
import io.ollio.project.Version;
import java.util.Optional;

/** The rows of the project store, and the rules on owners that all its parts share. */
final class StoreTables {
  final Slot<Table<Project>> projects;
  final Slot<Table<Message>> messages;
  final Slot<Table<Version>> versions;
  final Slot<Table<Generation>> generations;

  /** Owner and idempotency key to generation id. */
  final Slot<SortedTree<String, String>> keys;

  final Slot<SortedTree<String, Checkpoint>> checkpoints;
  final Slot<SortedTree<String, EventList>> events;

  /** Ended generations that may still have events or a checkpoint, by the time they ended. */
  final Slot<SortedTree<Place, GenerationId>> ended;

  StoreTables(InMemoryUnitOfWork unitOfWork) {
    projects =
        unitOfWork.slot(
            Table.empty(row -> Place.of(row.owner().value(), row.createdAt(), row.id().value())));
    messages =
        unitOfWork.slot(
            Table.empty(row -> Place.of(row.project().value(), row.createdAt(), row.id().value())));
    versions =
        unitOfWork.slot(
            Table.empty(
                row -> new Place(row.project().value(), row.number(), 0, row.id().value())));
    generations =
        unitOfWork.slot(
            Table.empty(row -> Place.of(row.project().value(), row.createdAt(), row.id().value())));
    keys = unitOfWork.slot(SortedTree.empty());
    checkpoints = unitOfWork.slot(SortedTree.empty());
    events = unitOfWork.slot(SortedTree.empty());
    ended = unitOfWork.slot(SortedTree.empty());
  }

  static String key(OwnerId owner, String idempotencyKey) {
    return owner.value() + '\0' + idempotencyKey;
  }

  static Place endOf(Generation generation) {
    return Place.of("", generation.state().updatedAt(), generation.id().value());
  }

  Optional<Project> readable(OwnerId reader, ProjectId id) {
    return projects.get().find(id.value()).filter(project -> project.isReadableBy(reader));
  }

  boolean isReadable(OwnerId reader, ProjectId id) {
    return readable(reader, id).isPresent();
  }

  Project getReadable(OwnerId reader, ProjectId id) {
    return readable(reader, id).orElseThrow(() -> new ProjectException.ProjectNotFound(id));
  }

  Project getOwned(OwnerId writer, ProjectId id) {
    Project project = getReadable(writer, id);
    if (!project.owner().equals(writer)) {
      throw new ProjectException.Forbidden(writer, id);
    }
    return project;
  }

  Optional<Generation> generation(GenerationId id) {
    return generations.get().find(id.value());
  }

  /**
   * Removes the events, whose numbers are not used again, and the checkpoint; counts the events.
   */
  int dropTrail(GenerationId id) {
    checkpoints.update(tree -> tree.without(id.value()));
    EventList list = events.get().get(id.value());
    if (list == null) {
      return 0;
    }
    events.update(tree -> tree.with(id.value(), list.cleared()));
    return list.size();
  }

  /** Removes a project and all it holds. */
  void remove(Project project) {
    String scope = project.id().value();
    messages.update(table -> table.withoutAll(table.all(scope)));
    versions.update(table -> table.withoutAll(table.all(scope)));
    generations.get().all(scope).forEach(this::remove);
    projects.update(table -> table.without(scope));
  }

  private void remove(Generation generation) {
    String id = generation.id().value();
    keys.update(tree -> tree.without(key(generation.owner(), generation.idempotencyKey())));
    checkpoints.update(tree -> tree.without(id));
    events.update(tree -> tree.without(id));
    ended.update(tree -> tree.without(endOf(generation)));
    generations.update(table -> table.without(id));
  }
}
