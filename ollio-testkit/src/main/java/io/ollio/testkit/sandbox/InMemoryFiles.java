package io.ollio.testkit.sandbox;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.sandbox.FileEntry;
import io.ollio.sandbox.FileEntry.Kind;
import io.ollio.sandbox.SandboxException.FileMissing;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files and directories in two sorted collections. Thread-safe. */
final class InMemoryFiles implements SandboxFiles {
  private final Resources resources;
  private final Runnable beforeOperation;
  private final NavigableMap<FilePath, FileContent> files = new TreeMap<>();
  private final Set<FilePath> directories = new TreeSet<>();

  /** The action runs before each operation and may throw. */
  InMemoryFiles(Resources resources, Runnable beforeOperation) {
    this.resources = resources;
    this.beforeOperation = beforeOperation;
  }

  @Override
  public Optional<FileContent> find(FilePath path) {
    beforeOperation.run();
    synchronized (this) {
      refuseDirectory(path);
      return Optional.ofNullable(files.get(path));
    }
  }

  @Override
  public void writeAll(Map<FilePath, FileContent> contents) {
    beforeOperation.run();
    contents.forEach(this::put);
  }

  @Override
  public List<FileEntry> list(Optional<FilePath> directory, int depth) {
    InvalidInput.check(depth >= 1, "depth", "is " + depth + ", must be at least 1");
    beforeOperation.run();
    synchronized (this) {
      if (directory.isPresent() && !directories.contains(directory.get())) {
        throw new FileMissing(directory.get().value());
      }
      int deepest = depth + directory.map(path -> path.segments().size()).orElse(0);
      return entries().stream()
          .filter(entry -> directory.isEmpty() || entry.path().isBelow(directory.get()))
          .filter(entry -> entry.path().segments().size() <= deepest)
          .toList();
    }
  }

  @Override
  public boolean delete(FilePath path) {
    beforeOperation.run();
    synchronized (this) {
      int before = files.size() + directories.size();
      files.keySet().removeIf(file -> file.equals(path) || file.isBelow(path));
      directories.removeIf(directory -> directory.equals(path) || directory.isBelow(path));
      return files.size() + directories.size() < before;
    }
  }

  @Override
  public void move(FilePath from, FilePath to) {
    beforeOperation.run();
    synchronized (this) {
      boolean isDirectory = directories.contains(from);
      if (!isDirectory && !files.containsKey(from)) {
        throw new FileMissing(from.value());
      }
      refuseDirectory(to);
      if (isDirectory && (files.containsKey(to) || to.isBelow(from))) {
        throw new FileRefused(to.value(), "cannot be the new name of directory " + from);
      }
      makeDirectoriesAbove(to);
      rename(from, to);
    }
  }

  @Override
  public FileTree collect(List<String> excludedDirectories) {
    beforeOperation.run();
    synchronized (this) {
      TreeMap<FilePath, FileContent> kept = new TreeMap<>(files);
      kept.keySet().removeIf(path -> isExcluded(path, excludedDirectories));
      long bytes = kept.values().stream().mapToLong(FileContent::size).sum();
      if (bytes > MAX_COLLECTED_BYTES) {
        throw new QuotaExceeded(
            "Collecting " + bytes + " bytes passes the " + MAX_COLLECTED_BYTES + " allowed", null);
      }
      return new FileTree(kept);
    }
  }

  synchronized void clear() {
    files.clear();
    directories.clear();
  }

  private synchronized void put(FilePath path, FileContent content) {
    refuseDirectory(path);
    if (content.size() > MAX_FILE_BYTES) {
      throw new FileRefused(
          path.value(),
          "has " + content.size() + " bytes, more than the " + MAX_FILE_BYTES + " allowed");
    }
    requireRoom(path, content);
    makeDirectoriesAbove(path);
    files.put(path, content);
  }

  private void requireRoom(FilePath path, FileContent content) {
    long bytes = content.size();
    for (Map.Entry<FilePath, FileContent> file : files.entrySet()) {
      bytes += file.getKey().equals(path) ? 0 : file.getValue().size();
    }
    Set<FilePath> names = new TreeSet<>(directories);
    names.addAll(files.keySet());
    names.addAll(above(path));
    names.add(path);
    if (bytes > resources.diskBytes() || names.size() > resources.maxFiles()) {
      throw new QuotaExceeded(
          String.format(
              "Writing %s needs %d of %d bytes and %d of %d files",
              path, bytes, resources.diskBytes(), names.size(), resources.maxFiles()),
          null);
    }
  }

  private void makeDirectoriesAbove(FilePath path) {
    for (FilePath directory : above(path)) {
      if (files.containsKey(directory)) {
        throw new FileRefused(path.value(), "lies behind a file, which is not a directory");
      }
    }
    directories.addAll(above(path));
  }

  private static List<FilePath> above(FilePath path) {
    List<FilePath> directories = new ArrayList<>();
    for (int slash = path.value().indexOf('/'); slash > 0; ) {
      directories.add(FilePath.of(path.value().substring(0, slash)));
      slash = path.value().indexOf('/', slash + 1);
    }
    return directories;
  }

  private void rename(FilePath from, FilePath to) {
    TreeMap<FilePath, FileContent> moved = new TreeMap<>();
    files.forEach((path, content) -> moved.put(renamed(path, from, to), content));
    FileContent winner = files.get(from);
    if (winner != null) {
      moved.put(to, winner);
    }
    files.clear();
    files.putAll(moved);
    List<FilePath> renamed = directories.stream().map(path -> renamed(path, from, to)).toList();
    directories.clear();
    directories.addAll(renamed);
  }

  private static FilePath renamed(FilePath path, FilePath from, FilePath to) {
    if (path.equals(from)) {
      return to;
    }
    return path.isBelow(from)
        ? FilePath.of(to + path.value().substring(from.value().length()))
        : path;
  }

  private List<FileEntry> entries() {
    TreeMap<FilePath, FileEntry> entries = new TreeMap<>();
    directories.forEach(path -> entries.put(path, new FileEntry(path, Kind.DIRECTORY, 0)));
    files.forEach(
        (path, content) -> entries.put(path, new FileEntry(path, Kind.FILE, content.size())));
    return List.copyOf(entries.values());
  }

  private static boolean isExcluded(FilePath path, List<String> excludedDirectories) {
    List<String> segments = path.segments();
    return segments.subList(0, segments.size() - 1).stream()
        .anyMatch(excludedDirectories::contains);
  }

  private void refuseDirectory(FilePath path) {
    if (directories.contains(path)) {
      throw new FileRefused(path.value(), "is a directory");
    }
  }
}
