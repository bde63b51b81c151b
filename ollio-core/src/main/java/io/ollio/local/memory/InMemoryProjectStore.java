package io.ollio.local.memory;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.project.EventLog;
import io.ollio.project.Generations;
import io.ollio.project.Messages;
import io.ollio.project.Project;
import io.ollio.project.ProjectStore;
import io.ollio.project.Projects;
import io.ollio.project.Versions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A project store in memory. So that a long-running host does not fill its heap, it keeps the
 * events and checkpoints of the generations that ended last only; their messages and versions stay.
 */
@Singleton
public final class InMemoryProjectStore implements ProjectStore {
  /** Ended generations whose events and checkpoints are kept unless the host says otherwise. */
  public static final int DEFAULT_ENDED_KEPT = 100;

  private final InMemoryUnitOfWork unitOfWork;
  private final StoreTables tables;
  private final StoredProjects projects;
  private final StoredMessages messages;
  private final StoredVersions versions;
  private final StoredGenerations generations;
  private final StoredEvents events;

  /** A store with the default retention. */
  @Inject
  public InMemoryProjectStore(InMemoryUnitOfWork unitOfWork, InstantSource clock) {
    this(unitOfWork, clock, DEFAULT_ENDED_KEPT);
  }

  /**
   * A store.
   *
   * @param endedKept ended generations whose events and checkpoints are kept, at least 0
   */
  public InMemoryProjectStore(InMemoryUnitOfWork unitOfWork, InstantSource clock, int endedKept) {
    InvalidInput.check(endedKept >= 0, "endedKept", "is " + endedKept + ", must not be negative");
    this.unitOfWork = unitOfWork;
    this.tables = new StoreTables(unitOfWork);
    this.events = new StoredEvents(unitOfWork, tables);
    this.projects = new StoredProjects(unitOfWork, tables, clock, events);
    this.messages = new StoredMessages(unitOfWork, tables);
    this.versions = new StoredVersions(unitOfWork, tables);
    this.generations = new StoredGenerations(unitOfWork, tables, endedKept);
  }

  @Override
  public Projects projects() {
    return projects;
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public Versions versions() {
    return versions;
  }

  @Override
  public Generations generations() {
    return generations;
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public int purgeDeletedBefore(Instant time) {
    return unitOfWork.call(
        () ->
            remove(
                tables
                    .projects
                    .get()
                    .all(
                        project ->
                            project.status() == Project.Status.DELETED
                                && project.updatedAt().isBefore(time))));
  }

  @Override
  public int eraseOwner(OwnerId owner) {
    return unitOfWork.call(
        () -> {
          tables
              .projects
              .get()
              .all(project -> project.sharing().readers().contains(owner))
              .forEach(project -> withoutReader(project, owner));
          return remove(tables.projects.get().all(owner.value()));
        });
  }

  private int remove(List<Project> doomed) {
    doomed.forEach(tables::remove);
    unitOfWork.afterCommit(events::wakeAll);
    return doomed.size();
  }

  private void withoutReader(Project project, OwnerId owner) {
    Set<OwnerId> left = new HashSet<>(project.sharing().readers());
    left.remove(owner);
    tables.projects.update(table -> table.with(project.withSharing(Project.Sharing.with(left))));
  }
}
