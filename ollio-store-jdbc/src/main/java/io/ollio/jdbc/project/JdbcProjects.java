package io.ollio.jdbc.project;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.jdbc.sql.Columns;
import io.ollio.jdbc.sql.Listing;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import io.ollio.project.Project;
import io.ollio.project.Project.Visibility;
import io.ollio.project.ProjectException.Forbidden;
import io.ollio.project.ProjectException.KeyInUse;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.project.ProjectId;
import io.ollio.project.Projects;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The projects in the database. */
final class JdbcProjects implements Projects {
  private static final String COLUMNS =
      "p.id, p.owner, p.name, p.description, p.status, p.visibility, p.created_at, p.updated_at";

  private static final Listing<Project> OWN =
      new Listing<>(
          COLUMNS,
          "ollio_project p",
          "p.owner = ?",
          "p.created_at",
          "p.id",
          (row, context) -> read(row),
          project -> project.id().value());

  private final Sql sql;
  private final InstantSource clock;
  private final Runnable wakeReaders;

  /**
   * The projects.
   *
   * @param wakeReaders lets those who wait for events look whether they still may
   */
  JdbcProjects(Sql sql, InstantSource clock, Runnable wakeReaders) {
    this.sql = sql;
    this.clock = clock;
    this.wakeReaders = wakeReaders;
  }

  @Override
  public void add(Project project) {
    sql.run(
        session -> {
          boolean isNew =
              session.insertIfNew(
                  "insert into ollio_project (id, owner, name, name_key, description, status,"
                      + " visibility, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  project.id().value(),
                  project.owner().value(),
                  project.name(),
                  key(project.name()),
                  project.description(),
                  project.status(),
                  project.sharing().visibility(),
                  project.createdAt(),
                  project.updatedAt());
          if (!isNew) {
            throw new KeyInUse("project id", project.id().value());
          }
          addReaders(session, project);
        });
  }

  @Override
  public Optional<Project> find(OwnerId reader, ProjectId id) {
    return sql.read(
        session ->
            withReaders(
                    session,
                    session.list(
                        "select " + COLUMNS + " from ollio_project p where p.id = ?",
                        (row, context) -> read(row),
                        id.value()))
                .stream()
                .filter(project -> project.isReadableBy(reader))
                .findFirst());
  }

  @Override
  public Project update(OwnerId writer, ProjectId id, UnaryOperator<Project> change) {
    return sql.write(
        session -> {
          Project before = locked(session, writer, id);
          Project after = identified(before, change.apply(before));
          session.update(
              "update ollio_project set name = ?, name_key = ?, description = ?, status = ?,"
                  + " visibility = ?, updated_at = ? where id = ?",
              after.name(),
              key(after.name()),
              after.description(),
              after.status(),
              after.sharing().visibility(),
              after.updatedAt(),
              id.value());
          if (!after.sharing().equals(before.sharing())) {
            session.update("delete from ollio_project_reader where project = ?", id.value());
            addReaders(session, after);
          }
          sql.unitOfWork().afterCommit(wakeReaders);
          return after;
        });
  }

  @Override
  public Page<Project> list(OwnerId owner, Query query, PageRequest page) {
    List<Object> wanted = new ArrayList<>();
    query.statuses().stream()
        .filter(status -> status != Project.Status.DELETED)
        .forEach(wanted::add);
    if (wanted.isEmpty()) {
      return new Page<>(List.of(), Optional.empty());
    }
    StringBuilder filter = new StringBuilder("p.status in " + Session.marks(wanted.size()));
    if (!query.name().isEmpty()) {
      filter.append(" and p.name_key like ? escape '!'");
      wanted.add("%" + key(query.name()).replaceAll("[!%_]", "!$0") + "%");
    }
    return sql.read(
        session -> {
          Page<Project> rows =
              OWN.page(session, page, List.of(owner.value()), filter.toString(), wanted);
          return new Page<>(withReaders(session, rows.items()), rows.next());
        });
  }

  private static Project locked(Session session, OwnerId writer, ProjectId id) {
    List<Project> rows =
        session.list(
            "select " + COLUMNS + " from ollio_project p where p.id = ?" + session.dialect().lock(),
            (row, context) -> read(row),
            id.value());
    Project found =
        withReaders(session, rows).stream()
            .filter(project -> project.isReadableBy(writer))
            .findFirst()
            .orElseThrow(() -> new ProjectNotFound(id));
    if (!found.owner().equals(writer)) {
      throw new Forbidden(writer, id);
    }
    return found;
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

  private static void addReaders(Session session, Project project) {
    session.batch(
        "insert into ollio_project_reader (project, owner) values (?, ?)",
        project.sharing().readers().stream()
            .map(reader -> new Object[] {project.id().value(), reader.value()})
            .toList());
  }

  /** The projects with their lists of readers, which all come in one query. */
  private static List<Project> withReaders(Session session, List<Project> projects) {
    List<String> shared =
        projects.stream()
            .filter(project -> project.sharing().visibility() == Visibility.SHARED)
            .map(project -> project.id().value())
            .toList();
    if (shared.isEmpty()) {
      return projects;
    }
    Map<String, Set<OwnerId>> readers = new HashMap<>();
    session.list(
        "select project, owner from ollio_project_reader where project in "
            + Session.marks(shared.size()),
        (row, context) ->
            readers
                .computeIfAbsent(row.getString(1), id -> new HashSet<>())
                .add(OwnerId.of(row.getString(2))),
        shared.toArray());
    return projects.stream()
        .map(
            project ->
                project.sharing().visibility() == Visibility.SHARED
                    ? project.withSharing(
                        Project.Sharing.with(readers.getOrDefault(project.id().value(), Set.of())))
                    : project)
        .toList();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static Project read(ResultSet row) throws SQLException {
    return new Project(
        new ProjectId(row.getString(1)),
        OwnerId.of(row.getString(2)),
        row.getString(3),
        row.getString(4),
        Project.Status.valueOf(row.getString(5)),
        new Project.Sharing(Visibility.valueOf(row.getString(6)), Set.of()),
        Columns.time(row, 7),
        Columns.time(row, 8));
  }
}
