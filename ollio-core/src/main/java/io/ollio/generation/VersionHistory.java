package io.ollio.generation;

import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.file.FileTree;
import io.ollio.owner.Owner;
import io.ollio.owner.OwnerException.OwnerSuspended;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.VersionNotFound;
import io.ollio.project.ProjectId;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What hosts do to projects besides prompting: make them, put files into them, restore versions.
 */
public final class VersionHistory {
  private static final int NAME_LENGTH = 60;

  private final Storage storage;
  private final IdSource ids;
  private final InstantSource clock;

  /** A history on these stores. */
  @Inject
  public VersionHistory(Storage storage, IdSource ids, InstantSource clock) {
    this.storage = storage;
    this.ids = ids;
    this.clock = clock;
  }

  /** A project name made of the beginning of a prompt. */
  public static String nameFor(String prompt) {
    String line = prompt.strip().lines().findFirst().orElse("");
    if (line.isEmpty()) {
      return "Component";
    }
    int end = Math.min(line.length(), NAME_LENGTH);
    boolean splitsPair = end < line.length() && Character.isLowSurrogate(line.charAt(end));
    return line.substring(0, splitsPair ? end - 1 : end);
  }

  /**
   * Makes an empty, private project; an owner never heard of becomes known.
   *
   * @throws OwnerSuspended when the owner may not use the library
   */
  public Project createProject(OwnerId owner, String name) {
    Instant now = clock.instant();
    Project project =
        new Project(
            new ProjectId(ids.get()),
            owner,
            name,
            "",
            Project.Status.ACTIVE,
            Project.Sharing.PRIVATE,
            now,
            now);
    storage
        .unitOfWork()
        .run(
            () -> {
              if (storage.owners().ensure(owner).status() == Owner.Status.SUSPENDED) {
                throw new OwnerSuspended(owner);
              }
              storage.projects().projects().add(project);
            });
    return project;
  }

  /** Stores files as the project's newest version. */
  public Version append(OwnerId owner, ProjectId project, FileTree files, String summary) {
    return storage
        .unitOfWork()
        .call(
            () -> {
              Optional<Version> head = storage.projects().versions().head(owner, project);
              Version next =
                  new Version(
                      new VersionId(ids.get()),
                      project,
                      head.map(Version::number).orElse(0) + 1,
                      head.map(Version::id),
                      files,
                      summary,
                      clock.instant());
              storage.projects().versions().append(owner, next);
              return next;
            });
  }

  /**
   * Stores an old version's files as the newest version.
   *
   * @throws VersionNotFound when the owner may not know it
   */
  public Version restore(OwnerId owner, VersionId id) {
    Version old =
        storage.projects().versions().find(owner, id).orElseThrow(() -> new VersionNotFound(id));
    return append(owner, old.project(), old.files(), "Restored version " + old.number());
  }
}
