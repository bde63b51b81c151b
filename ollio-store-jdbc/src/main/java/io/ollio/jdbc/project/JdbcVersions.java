package io.ollio.jdbc.project;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.file.FileTree;
import io.ollio.jdbc.sql.Columns;
import io.ollio.jdbc.sql.Listing;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import io.ollio.project.ProjectException.KeyInUse;
import io.ollio.project.ProjectException.RevisionConflict;
import io.ollio.project.ProjectId;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import io.ollio.project.Versions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The versions in the database. */
final class JdbcVersions implements Versions {
  private static final String COLUMNS =
      "v.id, v.project, v.number, v.parent, v.file_count, v.total_bytes, v.summary, v.created_at";
  private static final String READABLE =
      "select "
          + COLUMNS
          + " from ollio_version v join ollio_project p on p.id = v.project where "
          + Access.READABLE;

  private final Sql sql;
  private final SealedText texts;
  private final Trees trees;
  private final Listing<Version.Summary> listing;

  JdbcVersions(Sql sql, SealedText texts, Trees trees) {
    this.sql = sql;
    this.texts = texts;
    this.trees = trees;
    this.listing =
        new Listing<>(
            COLUMNS,
            "ollio_version v join ollio_project p on p.id = v.project",
            "v.project = ? and " + Access.READABLE,
            "v.number",
            "v.id",
            (row, context) -> read(row),
            version -> version.id().value());
  }

  @Override
  public void append(OwnerId writer, Version version) {
    sql.run(
        session -> {
          Trees.lock(session, version.project().value());
          Access.checkOwned(session, writer, version.project());
          checkNumber(session, version);
          checkParent(session, version);
          if (!isInserted(session, version)) {
            throw new KeyInUse("version id", version.id().value());
          }
          trees.add(
              session,
              Trees.Kind.VERSION,
              version.project().value(),
              version.id().value(),
              version.files());
        });
  }

  @Override
  public Optional<Version> head(OwnerId reader, ProjectId project) {
    return sql.read(
        session ->
            session
                .first(
                    READABLE + " and v.project = ? order by v.number desc limit 1",
                    (row, context) -> read(row),
                    reader.value(),
                    reader.value(),
                    project.value())
                .map(found -> withFiles(session, found)));
  }

  @Override
  public Optional<Version> find(OwnerId reader, VersionId id) {
    return sql.read(
        session ->
            session
                .first(
                    READABLE + " and v.id = ?",
                    (row, context) -> read(row),
                    reader.value(),
                    reader.value(),
                    id.value())
                .map(found -> withFiles(session, found)));
  }

  @Override
  public Page<Version.Summary> list(OwnerId reader, ProjectId project, PageRequest page) {
    return sql.read(session -> Access.page(session, listing, page, reader, project));
  }

  private static void checkNumber(Session session, Version version) {
    long next =
        1
            + session.number(
                "select coalesce(max(number), 0) from ollio_version where project = ?",
                version.project().value());
    if (version.number() != next) {
      throw new RevisionConflict(version, "the next number is " + next);
    }
  }

  private static void checkParent(Session session, Version version) {
    boolean fits =
        version.number() == 1
            ? version.parent().isEmpty()
            : version.parent().filter(id -> isOf(session, version.project(), id)).isPresent();
    if (!fits) {
      throw new RevisionConflict(
          version,
          "its parent is "
              + version.parent().map(VersionId::value).orElse("missing")
              + ", no version of the project");
    }
  }

  private static boolean isOf(Session session, ProjectId project, VersionId id) {
    return session.number(
            "select count(*) from ollio_version where id = ? and project = ?",
            id.value(),
            project.value())
        == 1;
  }

  private boolean isInserted(Session session, Version version) {
    return session.insertIfNew(
        "insert into ollio_version (id, project, number, parent, summary, file_count, total_bytes,"
            + " created_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        version.id().value(),
        version.project().value(),
        version.number(),
        version.parent().map(VersionId::value),
        texts.seal(version.summary()),
        version.files().files().size(),
        version.files().totalBytes(),
        version.createdAt());
  }

  private Version withFiles(Session session, Version.Summary found) {
    FileTree files =
        trees.find(session, Trees.Kind.VERSION, found.project().value(), found.id().value());
    return new Version(
        found.id(),
        found.project(),
        found.number(),
        found.parent(),
        files,
        found.summary(),
        found.createdAt());
  }

  private Version.Summary read(ResultSet row) throws SQLException {
    return new Version.Summary(
        new VersionId(row.getString(1)),
        new ProjectId(row.getString(2)),
        row.getInt(3),
        Columns.optionalText(row, 4).map(VersionId::new),
        row.getInt(5),
        row.getLong(6),
        texts.unseal(row.getString(7)),
        Columns.time(row, 8));
  }
}
