package io.ollio.local.workspace;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.sandbox.FileEntry;
import io.ollio.sandbox.FileEntry.Kind;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads many files of a workspace at once, within the bounds of its disk. Names that no {@link
 * FilePath} can say, such as ones that are not UTF-8, are left out with all below them.
 */
final class TreeReader {
  private final Resources resources;
  private final List<FileEntry> entries = new ArrayList<>();
  private final Map<FilePath, FileContent> contents = new TreeMap<>();
  private int seen;
  private long bytes;

  TreeReader(Resources resources) {
    this.resources = resources;
  }

  /** Lists down to a depth, sorted by path. */
  List<FileEntry> list(OpenDirectory start, String prefix, int depth) throws IOException {
    listInto(start, prefix, Math.min(depth, WorkspaceTree.MAX_DEPTH));
    entries.sort((a, b) -> a.path().compareTo(b.path()));
    return List.copyOf(entries);
  }

  /** Reads every regular file outside the excluded directories. */
  FileTree collect(OpenDirectory start, Set<String> excluded) throws IOException {
    collectInto(start, "", excluded, WorkspaceTree.MAX_DEPTH);
    return FileTree.of(contents);
  }

  private void listInto(OpenDirectory directory, String prefix, int depth) throws IOException {
    WorkspaceTree.forEach(
        directory,
        (name, attributes) -> {
          count();
          Optional<FilePath> path = pathOf(prefix, name);
          if (path.isPresent()) {
            entries.add(entry(path.get(), attributes));
            if (attributes.isDirectory() && depth > 1) {
              enter(directory, name, child -> listInto(child, path.get() + "/", depth - 1));
            }
          }
          return true;
        });
  }

  private void collectInto(OpenDirectory directory, String prefix, Set<String> excluded, int depth)
      throws IOException {
    WorkspaceTree.forEach(
        directory,
        (name, attributes) -> {
          count();
          Optional<FilePath> path = pathOf(prefix, name);
          if (path.isPresent() && attributes.isRegularFile()) {
            add(new Place(path.get(), directory, name), attributes);
          } else if (path.isPresent()
              && attributes.isDirectory()
              && depth > 1
              && !excluded.contains(path.get().name())) {
            enter(
                directory,
                name,
                child -> collectInto(child, path.get() + "/", excluded, depth - 1));
          }
          return true;
        });
  }

  /** Checks the size that is known before reading the body. */
  private void add(Place place, BasicFileAttributes attributes) throws IOException {
    requireBytes(attributes.size());
    try {
      FileContent content = place.read(attributes);
      bytes += content.size();
      contents.put(place.path(), content);
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    }
    requireBytes(0);
  }

  private void requireBytes(long more) {
    long most = Math.min(resources.diskBytes(), SandboxFiles.MAX_COLLECTED_BYTES);
    if (bytes + more > most) {
      throw new QuotaExceeded("Collecting files passes the " + most + " bytes allowed", null);
    }
  }

  private void count() {
    if (++seen > resources.maxFiles()) {
      throw new QuotaExceeded(
          "Reading the tree passes the sandbox's " + resources.maxFiles() + " files", null);
    }
  }

  private interface Step {
    void into(OpenDirectory child) throws IOException;
  }

  private static void enter(OpenDirectory parent, Path name, Step step) throws IOException {
    try (OpenDirectory child = parent.enter(name)) {
      step.into(child);
    } catch (NoSuchFileException | NotDirectoryException changedMeanwhile) {
      // What is gone by now is not part of the result.
    }
  }

  private static FileEntry entry(FilePath path, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return new FileEntry(path, Kind.FILE, attributes.size());
    }
    return new FileEntry(path, attributes.isDirectory() ? Kind.DIRECTORY : Kind.OTHER, 0);
  }

  private static Optional<FilePath> pathOf(String prefix, Path name) {
    String text = name.toString();
    try {
      return name.getFileSystem().getPath(text).equals(name)
          ? Optional.of(FilePath.of(prefix + text))
          : Optional.empty();
    } catch (InvalidInput | java.nio.file.InvalidPathException unsayable) {
      return Optional.empty();
    }
  }
}
