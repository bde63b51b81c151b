package io.ollio.project;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.StorableText;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The projects of a {@link ProjectStore}, whose rules on threads and owners apply. */
public interface Projects {
  /**
   * Which of an owner's own projects to list.
   *
   * @param name part of the name as it is, without wildcards, in any case (of ASCII letters at
   *     least); empty for all
   * @param statuses those wanted; never includes deleted ones
   */
  record Query(String name, Set<Project.Status> statuses) {
    /** Active and archived projects of any name. */
    public static final Query ALL =
        new Query("", Set.of(Project.Status.ACTIVE, Project.Status.ARCHIVED));

    /** Checks the name and copies the set. */
    public Query {
      StorableText.check(name, "project name");
      statuses = Set.copyOf(statuses);
    }
  }

  /**
   * Adds a project.
   *
   * @throws ProjectException.KeyInUse when the id is taken
   */
  void add(Project project);

  /** The project, when the reader may read it. */
  Optional<Project> find(OwnerId reader, ProjectId id);

  /**
   * The project, which must exist.
   *
   * @throws ProjectException.ProjectNotFound when the reader may not know it
   */
  default Project get(OwnerId reader, ProjectId id) {
    return find(reader, id).orElseThrow(() -> new ProjectException.ProjectNotFound(id));
  }

  /**
   * The project, for writing.
   *
   * @throws ProjectException.ProjectNotFound when the writer may not know it
   * @throws ProjectException.Forbidden when the writer may read it but does not own it
   */
  default Project getOwned(OwnerId writer, ProjectId id) {
    Project project = get(writer, id);
    if (!project.owner().equals(writer)) {
      throw new ProjectException.Forbidden(writer, id);
    }
    return project;
  }

  /**
   * Changes a project; id, owner and time of creation stay whatever the change says, and the time
   * of the change is the store's. The change sees the newest state and is applied without a race;
   * it may run more than once.
   *
   * @throws ProjectException.ProjectNotFound see {@link #getOwned}
   * @throws ProjectException.Forbidden see {@link #getOwned}
   */
  Project update(OwnerId writer, ProjectId id, UnaryOperator<Project> change);

  /** The owner's own projects; the page's position is a project's id. */
  Page<Project> list(OwnerId owner, Query query, PageRequest page);
}
