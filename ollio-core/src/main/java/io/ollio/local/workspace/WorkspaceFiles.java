package io.ollio.local.workspace;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.sandbox.FileEntry;
import io.ollio.sandbox.SandboxException.FileMissing;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of a local sandbox. What a path means is settled through open directories only. */
public final class WorkspaceFiles implements SandboxFiles {
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Workspace workspace;
  private final WorkspaceTree tree;
  private final DiskUsage usage;
  private final Resources resources;

  /** The files of this workspace within these bounds. */
  public WorkspaceFiles(Workspace workspace, Resources resources) {
    this.workspace = workspace;
    this.tree = new WorkspaceTree(workspace);
    this.usage = new DiskUsage(workspace, resources);
    this.resources = resources;
  }

  /** Where they are. */
  public Workspace workspace() {
    return workspace;
  }

  /** How much of the disk they use. */
  public DiskUsage usage() {
    return usage;
  }

  @Override
  public Optional<FileContent> find(FilePath path) {
    return FileFailures.translated("Reading " + path, () -> findNow(path));
  }

  @Override
  public void writeAll(Map<FilePath, FileContent> files) {
    files.forEach(
        (path, content) ->
            FileFailures.translated("Writing " + path, () -> writeNow(path, content)));
  }

  @Override
  public List<FileEntry> list(Optional<FilePath> directory, int depth) {
    InvalidInput.check(depth >= 1, "depth", "is " + depth + ", must be at least 1");
    return FileFailures.translated(
        "Listing " + directory.map(FilePath::value).orElse("the workspace"),
        () -> {
          try (OpenDirectory start = openDirectory(directory)) {
            return new TreeReader(resources).list(start, prefix(directory), depth);
          }
        });
  }

  @Override
  public boolean delete(FilePath path) {
    return FileFailures.translated("Deleting " + path, () -> deleteNow(path));
  }

  @Override
  public void move(FilePath from, FilePath to) {
    FileFailures.translated("Moving " + from + " to " + to, () -> moveNow(from, to));
  }

  @Override
  public FileTree collect(List<String> excludedDirectories) {
    return FileFailures.translated(
        "Collecting files",
        () -> {
          try (OpenDirectory work = workspace.openWork()) {
            return new TreeReader(resources).collect(work, Set.copyOf(excludedDirectories));
          }
        });
  }

  /**
   * Returns normally when there is such a directory.
   *
   * @throws FileMissing when there is none
   */
  public void requireDirectory(FilePath path) {
    FileFailures.translated(
        "Entering " + path,
        () -> {
          openDirectory(Optional.of(path)).close();
          return true;
        });
  }

  private Optional<FileContent> findNow(FilePath path) throws IOException {
    try (Place place = tree.find(path).orElse(null)) {
      Optional<BasicFileAttributes> seen = place == null ? Optional.empty() : place.attributes();
      return place == null || seen.isEmpty()
          ? Optional.empty()
          : Optional.of(place.read(seen.get()));
    } catch (NoSuchFileException deletedMeanwhile) {
      return Optional.empty();
    }
  }

  /** Writes one after the other, else two that fit alone would together pass the quota. */
  private synchronized boolean writeNow(FilePath path, FileContent content) throws IOException {
    if (content.size() > MAX_FILE_BYTES) {
      throw new FileRefused(
          path.value(),
          "has " + content.size() + " bytes, more than the " + MAX_FILE_BYTES + " allowed");
    }
    Optional<BasicFileAttributes> old = replaceable(path);
    long moreBytes = content.size() - old.map(BasicFileAttributes::size).orElse(0L);
    long moreFiles = old.isPresent() ? 0 : 1 + tree.missingAbove(path);
    usage.requireRoom("Writing " + path, moreBytes, moreFiles);
    Path staged = workspace.newName();
    try {
      workspace.stageFile(staged, content.buffer(), old.map(this::permissions).orElse(READABLE));
      rename(staged, path);
    } catch (IOException e) {
      if (workspace.isFull(content.size())) {
        throw full(path, e);
      }
      throw e;
    } finally {
      workspace.discardFile(staged);
    }
    usage.changed(moreBytes, moreFiles);
    return true;
  }

  private static QuotaExceeded full(FilePath path, IOException cause) {
    return new QuotaExceeded("Writing " + path + " failed: the host's disk is full", cause);
  }

  /** What stands at a path that is to be replaced; refused unless it is a file. */
  private Optional<BasicFileAttributes> replaceable(FilePath path) throws IOException {
    try (Place place = tree.find(path).orElse(null)) {
      Optional<BasicFileAttributes> there = place == null ? Optional.empty() : place.attributes();
      if (there.isPresent() && !there.get().isRegularFile()) {
        throw new FileRefused(
            path.value(), "is " + Place.kind(there.get()) + " and cannot be replaced");
      }
      return there;
    }
  }

  /** Puts a staged file at a path in one step. */
  private void rename(Path staged, FilePath path) throws IOException {
    try (Place place = tree.findOrCreate(path);
        OpenDirectory staging = workspace.openStaging()) {
      staging.move(staged, place.parent(), place.name());
    }
  }

  private Set<PosixFilePermission> permissions(BasicFileAttributes attributes) {
    return attributes instanceof PosixFileAttributes posix ? posix.permissions() : READABLE;
  }

  private boolean deleteNow(FilePath path) throws IOException {
    try (Place place = tree.find(path).orElse(null)) {
      Optional<BasicFileAttributes> there = place == null ? Optional.empty() : place.attributes();
      if (place == null || there.isEmpty()) {
        return false;
      }
      if (there.get().isDirectory()) {
        workspace.removeDirectory(place.parent(), place.name());
      } else {
        place.parent().deleteFile(place.name());
      }
      usage.forget();
      return true;
    } catch (NoSuchFileException deletedMeanwhile) {
      return false;
    }
  }

  private synchronized boolean moveNow(FilePath from, FilePath to) throws IOException {
    try (Place source = tree.find(from).orElseThrow(() -> new FileMissing(from.value()))) {
      BasicFileAttributes moved = movable(source);
      if (from.equals(to)) {
        return true;
      }
      Optional<BasicFileAttributes> replaced = replaceable(to);
      if (to.isBelow(from) || (moved.isDirectory() && replaced.isPresent())) {
        throw new FileRefused(to.value(), "cannot be the new name of directory " + from);
      }
      usage.requireRoom("Moving " + from, 0, tree.missingAbove(to));
      try (Place target = tree.findOrCreate(to)) {
        source.parent().move(source.name(), target.parent(), target.name());
      }
      usage.forget();
      return true;
    } catch (NoSuchFileException movedMeanwhile) {
      throw new FileMissing(from.value());
    }
  }

  private static BasicFileAttributes movable(Place source) throws IOException {
    BasicFileAttributes there =
        source.attributes().orElseThrow(() -> new FileMissing(source.path().value()));
    if (!there.isRegularFile() && !there.isDirectory()) {
      throw new FileRefused(source.path().value(), "is " + Place.kind(there));
    }
    return there;
  }

  private OpenDirectory openDirectory(Optional<FilePath> directory) throws IOException {
    return directory.isEmpty()
        ? workspace.openWork()
        : tree.openDirectory(directory.get())
            .orElseThrow(() -> new FileMissing(directory.get().value()));
  }

  private static String prefix(Optional<FilePath> directory) {
    return directory.map(path -> path + "/").orElse("");
  }
}
