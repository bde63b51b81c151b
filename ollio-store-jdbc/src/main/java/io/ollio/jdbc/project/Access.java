package io.ollio.jdbc.project;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.jdbc.sql.Listing;
import io.ollio.jdbc.sql.Session;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.Forbidden;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.project.ProjectId;

/** Who may read and write what, as SQL. */
final class Access {
  /** For a project "p"; its two values are the reader. */
  static final String READABLE =
      "p.status <> 'DELETED' and (p.owner = ? or p.visibility = 'PUBLIC' or (p.visibility ="
          + " 'SHARED' and exists (select 1 from ollio_project_reader pr where pr.project = p.id"
          + " and pr.owner = ?)))";

  private Access() {}

  static boolean isReadable(Session session, OwnerId reader, ProjectId project) {
    return session
        .first(
            "select 1 from ollio_project p where p.id = ? and " + READABLE,
            (row, context) -> Boolean.TRUE,
            project.value(),
            reader.value(),
            reader.value())
        .isPresent();
  }

  static void checkReadable(Session session, OwnerId reader, ProjectId project) {
    if (!isReadable(session, reader, project)) {
      throw new ProjectNotFound(project);
    }
  }

  /**
   * A page of a listing whose scope is a project's id and {@link #READABLE}. Rows prove by
   * themselves that the project can be read, so it is asked for only when there are none.
   */
  static <T> Page<T> page(
      Session session, Listing<T> listing, PageRequest request, OwnerId reader, ProjectId project) {
    if (request.after().isPresent()) {
      checkReadable(session, reader, project); // before a position can be found wrong
    }
    Page<T> page = listing.page(session, request, project.value(), reader.value(), reader.value());
    if (page.items().isEmpty()) {
      checkReadable(session, reader, project);
    }
    return page;
  }

  static void checkOwned(Session session, OwnerId writer, ProjectId project) {
    boolean isOwned =
        session
            .first(
                "select p.owner, p.status from ollio_project p where p.id = ?",
                (row, context) ->
                    row.getString(1).equals(writer.value())
                        && !row.getString(2).equals(Project.Status.DELETED.name()),
                project.value())
            .orElse(false);
    if (!isOwned) {
      checkReadable(session, writer, project);
      throw new Forbidden(writer, project);
    }
  }
}
