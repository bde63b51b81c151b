package io.ollio.local.workspace;

import io.ollio.file.FilePath;
import io.ollio.sandbox.SandboxException.FileRefused;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Finds places in the workspace segment by segment, through open directories only. */
final class WorkspaceTree {
  /** Deepest level that is looked into; what lies deeper counts as a full disk. */
  static final int MAX_DEPTH = 200;

  private final Workspace workspace;

  WorkspaceTree(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Sees each name of a directory and tells whether to go on. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(Path name, BasicFileAttributes attributes) throws IOException;
  }

  /** The place of a path; empty when a directory above it is missing. */
  Optional<Place> find(FilePath path) throws IOException {
    return descend(path, false);
  }

  /** The place of a path after creating the missing directories above it. */
  Place findOrCreate(FilePath path) throws IOException {
    return descend(path, true).orElseThrow(() -> blocked(path, "a file"));
  }

  /** Opens the directory of a path; empty when there is none. */
  Optional<OpenDirectory> openDirectory(FilePath path) throws IOException {
    try (Place place = find(path).orElse(null)) {
      if (place == null || place.attributes().filter(BasicFileAttributes::isDirectory).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(place.parent().enter(place.name()));
    }
  }

  /** How many of the directories above a path are missing. */
  int missingAbove(FilePath path) throws IOException {
    List<String> segments = path.segments();
    OpenDirectory current = workspace.openWork();
    try {
      for (int i = 0; i < segments.size() - 1; i++) {
        Path name = workspace.name(path, segments.get(i));
        if (current.attributes(name).isEmpty()) {
          return segments.size() - 1 - i;
        }
        current = step(current, path, name);
      }
      return 0;
    } finally {
      current.close();
    }
  }

  /**
   * Visits every name of a directory; names that vanish meanwhile are skipped.
   *
   * @return whether the visitor has seen all of them
   */
  static boolean forEach(OpenDirectory directory, Visitor visitor) throws IOException {
    try {
      for (Iterator<Path> names = directory.names(); names.hasNext(); ) {
        Path name = names.next();
        Optional<BasicFileAttributes> attributes = directory.attributes(name);
        if (attributes.isPresent() && !visitor.visit(name, attributes.get())) {
          return false;
        }
      }
      return true;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private Optional<Place> descend(FilePath path, boolean create) throws IOException {
    List<String> segments = path.segments();
    OpenDirectory current = workspace.openWork();
    boolean found = false;
    try {
      for (String segment : segments.subList(0, segments.size() - 1)) {
        Path name = workspace.name(path, segment);
        if (create) {
          makeDirectory(current, name);
        } else if (current.attributes(name).filter(a -> !a.isRegularFile()).isEmpty()) {
          return Optional.empty();
        }
        current = step(current, path, name);
      }
      found = true;
      return Optional.of(
          new Place(path, current, workspace.name(path, segments.get(segments.size() - 1))));
    } finally {
      if (!found) {
        current.close();
      }
    }
  }

  /** Enters a directory and closes the one it was in, unless that fails. */
  private static OpenDirectory step(OpenDirectory from, FilePath path, Path name)
      throws IOException {
    Optional<BasicFileAttributes> attributes = from.attributes(name);
    if (attributes.isPresent() && !attributes.get().isDirectory()) {
      throw blocked(path, Place.kind(attributes.get()) + " at segment " + name);
    }
    OpenDirectory next = from.enter(name);
    from.close();
    return next;
  }

  /** Java has no {@code mkdirat}: made in staging, renamed into place. */
  private void makeDirectory(OpenDirectory parent, Path name) throws IOException {
    if (parent.attributes(name).isPresent()) {
      return;
    }
    Path staged = workspace.newName();
    workspace.stageDirectory(staged);
    try (OpenDirectory staging = workspace.openStaging()) {
      try {
        staging.move(staged, parent, name);
      } catch (FileSystemException e) {
        staging.deleteDirectory(staged);
        if (parent.attributes(name).isEmpty()) {
          throw e;
        }
      }
    }
  }

  private static FileRefused blocked(FilePath path, String what) {
    return new FileRefused(path.value(), "lies behind " + what + ", which is not a directory");
  }
}
