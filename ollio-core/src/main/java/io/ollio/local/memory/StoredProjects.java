package io.ollio.local.memory;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.UnitOfWork;
import io.ollio.project.Project;
import io.ollio.project.ProjectException;
import io.ollio.project.ProjectId;
import io.ollio.project.Projects;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The projects in memory. */
final class StoredProjects implements Projects {
  private final UnitOfWork unitOfWork;
  private final StoreTables tables;
  private final InstantSource clock;
  private final StoredEvents events;

  StoredProjects(
      UnitOfWork unitOfWork, StoreTables tables, InstantSource clock, StoredEvents events) {
    this.unitOfWork = unitOfWork;
    this.tables = tables;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public void add(Project project) {
    tables.projects.update(
        table -> {
          if (table.has(project.id().value())) {
            throw new ProjectException.KeyInUse("project id", project.id().value());
          }
          return table.with(project);
        });
  }

  @Override
  public Optional<Project> find(OwnerId reader, ProjectId id) {
    return tables.readable(reader, id);
  }

  @Override
  public Project update(OwnerId writer, ProjectId id, UnaryOperator<Project> change) {
    return unitOfWork.call(
        () -> {
          Project before = tables.getOwned(writer, id);
          Project after = identified(before, change.apply(before));
          tables.projects.update(table -> table.with(after));
          unitOfWork.afterCommit(events::wakeAll);
          return after;
        });
  }

  @Override
  public Page<Project> list(OwnerId owner, Query query, PageRequest page) {
    String part = query.name().toLowerCase(Locale.ROOT);
    return tables
        .projects
        .get()
        .page(
            owner.value(),
            page,
            project ->
                project.status() != Project.Status.DELETED
                    && query.statuses().contains(project.status())
                    && project.name().toLowerCase(Locale.ROOT).contains(part));
  }

  private Project identified(Project before, Project changed) {
    return new Project(
        before.id(),
        before.owner(),
        changed.name(),
        changed.description(),
        changed.status(),
        changed.sharing(),
        before.createdAt(),
        clock.instant());
  }
}
