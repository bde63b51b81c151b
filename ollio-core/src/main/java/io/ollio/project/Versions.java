package io.ollio.project;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import java.util.Optional;

/** The versions of a {@link ProjectStore}, whose rules on threads and owners apply. Append only. */
public interface Versions {
  /**
   * Adds the next version, which becomes the head.
   *
   * @throws ProjectException.ProjectNotFound see {@link Projects#getOwned}
   * @throws ProjectException.Forbidden see {@link Projects#getOwned}
   * @throws ProjectException.RevisionConflict when its number is not the head's plus 1, or its
   *     parent is not a version of the project (any but the first version needs one)
   * @throws ProjectException.KeyInUse when the id is taken
   */
  void append(OwnerId writer, Version version);

  /** The newest version, when there is one and the reader may read the project. */
  Optional<Version> head(OwnerId reader, ProjectId project);

  /** The version, when the reader may read its project. */
  Optional<Version> find(OwnerId reader, VersionId id);

  /**
   * The versions of a project without their files, in order of their numbers; the page's position
   * is a version's id.
   *
   * @throws ProjectException.ProjectNotFound when the reader may not know the project
   */
  Page<Version.Summary> list(OwnerId reader, ProjectId project, PageRequest page);
}
