package io.ollio.jdbc.project;

import io.ollio.OwnerId;
import io.ollio.jdbc.sql.Session;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.Forbidden;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.project.ProjectId;

/** Who may read and write what, as SQL. */
final class Access {
  /** For a project "p"; needs {@link #who} as values. */
  static final String READABLE =
      "p.status <> 'DELETED' and (p.owner = ? or p.visibility = 'PUBLIC' or (p.visibility ="
          + " 'SHARED' and exists (select 1 from ollio_project_reader pr where pr.project = p.id"
          + " and pr.owner = ?)))";

  private Access() {}

  /** The values of {@link #READABLE}. */
  static Object[] who(OwnerId reader) {
    return new Object[] {reader.value(), reader.value()};
  }

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
