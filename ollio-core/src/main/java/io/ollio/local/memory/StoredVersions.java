package io.ollio.local.memory;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import io.ollio.UnitOfWork;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.project.ProjectException;
import io.ollio.project.ProjectId;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import io.ollio.project.Versions;
import java.util.Optional;
import java.util.TreeMap;

/** The versions in memory; a file that did not change is kept once. */
final class StoredVersions implements Versions {
  private final UnitOfWork unitOfWork;
  private final StoreTables tables;

  StoredVersions(UnitOfWork unitOfWork, StoreTables tables) {
    this.unitOfWork = unitOfWork;
    this.tables = tables;
  }

  @Override
  public void append(OwnerId writer, Version version) {
    unitOfWork.run(
        () -> {
          tables.getOwned(writer, version.project());
          Optional<Version> head = newest(version.project());
          checkNumber(version, head);
          checkParent(version);
          if (tables.versions.get().has(version.id().value())) {
            throw new ProjectException.KeyInUse("version id", version.id().value());
          }
          FileTree before = head.map(Version::files).orElse(FileTree.empty());
          tables.versions.update(table -> table.with(sharing(before, version)));
        });
  }

  @Override
  public Optional<Version> head(OwnerId reader, ProjectId project) {
    return tables.isReadable(reader, project) ? newest(project) : Optional.empty();
  }

  @Override
  public Optional<Version> find(OwnerId reader, VersionId id) {
    return tables
        .versions
        .get()
        .find(id.value())
        .filter(version -> tables.isReadable(reader, version.project()));
  }

  @Override
  public Page<Version.Summary> list(OwnerId reader, ProjectId project, PageRequest page) {
    tables.getReadable(reader, project);
    Page<Version> rows = tables.versions.get().page(project.value(), page, version -> true);
    return new Page<>(rows.items().stream().map(Version::toSummary).toList(), rows.next());
  }

  private Optional<Version> newest(ProjectId project) {
    return tables.versions.get().last(project.value());
  }

  private static void checkNumber(Version version, Optional<Version> head) {
    int next = head.map(Version::number).orElse(0) + 1;
    if (version.number() != next) {
      throw new ProjectException.RevisionConflict(version, "the next number is " + next);
    }
  }

  private void checkParent(Version version) {
    boolean fits =
        version.number() == 1
            ? version.parent().isEmpty()
            : version.parent().filter(id -> isOf(version.project(), id)).isPresent();
    if (!fits) {
      throw new ProjectException.RevisionConflict(
          version,
          "its parent is "
              + version.parent().map(VersionId::value).orElse("missing")
              + ", no version of the project");
    }
  }

  private boolean isOf(ProjectId project, VersionId id) {
    return tables
        .versions
        .get()
        .find(id.value())
        .filter(version -> version.project().equals(project))
        .isPresent();
  }

  private static Version sharing(FileTree before, Version version) {
    TreeMap<FilePath, FileContent> files = new TreeMap<>();
    version
        .files()
        .files()
        .forEach(
            (path, content) ->
                files.put(path, before.find(path).filter(content::equals).orElse(content)));
    return new Version(
        version.id(),
        version.project(),
        version.number(),
        version.parent(),
        new FileTree(files),
        version.summary(),
        version.createdAt());
  }
}
