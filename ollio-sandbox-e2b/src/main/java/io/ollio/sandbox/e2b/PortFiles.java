package io.ollio.sandbox.e2b;

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
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.files.RemoteEntry;
import io.ollio.sandbox.e2b.files.RemoteEntry.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The workspace's files. The daemon follows links, so before each operation every segment of its
 * paths is looked at. A file that exists is replaced by a rename, so that the old content stays
 * when the new one does not fit.
 */
final class PortFiles implements SandboxFiles {
  private static final char UNREADABLE = '\uFFFD';
  private static final int LOCKS = 32;

  private final Session session;
  private final String workspace;
  private final Resources resources;
  private final Parallel parallel;
  private final List<Object> locks = new ArrayList<>();

  PortFiles(Session session, String workspace, Resources resources, Parallel parallel) {
    this.session = session;
    this.workspace = workspace;
    this.resources = resources;
    this.parallel = parallel;
    for (int i = 0; i < LOCKS; i++) {
      locks.add(new Object());
    }
  }

  @Override
  public Optional<FileContent> find(FilePath path) {
    return session.call(
        sandbox -> {
          Optional<RemoteEntry> entry = look(sandbox, List.of(path)).find(path);
          entry.ifPresent(found -> requireReadable(path, found));
          return entry.flatMap(found -> read(sandbox, path));
        });
  }

  @Override
  public void writeAll(Map<FilePath, FileContent> files) {
    if (files.isEmpty()) {
      return;
    }
    session.call(
        sandbox -> {
          Places places = look(sandbox, List.copyOf(files.keySet()));
          Map<String, byte[]> fresh = new LinkedHashMap<>();
          try {
            files.forEach((path, content) -> stage(sandbox, places, path, content, fresh));
          } finally {
            flush(sandbox, fresh);
          }
          return sandbox;
        });
  }

  @Override
  public List<FileEntry> list(Optional<FilePath> directory, int depth) {
    InvalidInput.check(depth >= 1, "depth", "is " + depth + ", must be at least 1");
    return session.call(
        sandbox -> {
          directory.ifPresent(path -> requireDirectory(sandbox, path));
          List<FileEntry> entries = new ArrayList<>();
          for (RemoteEntry entry : listed(sandbox, directory, depth)) {
            relative(workspace, entry).ifPresent(path -> entries.add(row(path, entry)));
          }
          requireFew(entries.size());
          entries.sort(Comparator.comparing(FileEntry::path));
          return entries;
        });
  }

  @Override
  public boolean delete(FilePath path) {
    return session.call(
        sandbox -> {
          boolean isThere = look(sandbox, List.of(path)).find(path).isPresent();
          if (isThere) {
            sandbox.files().remove(absolute(path));
          }
          return isThere;
        });
  }

  @Override
  public void move(FilePath from, FilePath to) {
    session.call(
        sandbox -> {
          Places places = look(sandbox, List.of(from, to));
          RemoteEntry source = places.find(from).orElseThrow(() -> new FileMissing(from.value()));
          if (source.isLink()) {
            throw new FileRefused(from.value(), "is a link");
          }
          requireMovable(places, source, from, to);
          sandbox.files().move(absolute(from), absolute(to));
          return sandbox;
        });
  }

  @Override
  public FileTree collect(List<String> excludedDirectories) {
    return session.call(
        sandbox -> {
          List<RemoteEntry> found = walk(sandbox, excludedDirectories);
          requireFits(found);
          List<FilePath> paths =
              found.stream().flatMap(entry -> relative(workspace, entry).stream()).toList();
          Map<FilePath, FileContent> files = new HashMap<>();
          List<Optional<FileContent>> contents = parallel.map(paths, path -> read(sandbox, path));
          for (int i = 0; i < paths.size(); i++) {
            FilePath path = paths.get(i);
            contents.get(i).ifPresent(content -> files.put(path, content));
          }
          return FileTree.of(files);
        });
  }

  /** The path below the workspace; empty for names that no path can say. */
  static Optional<FilePath> relative(String workspace, RemoteEntry entry) {
    String prefix = workspace + "/";
    if (!entry.path().startsWith(prefix) || entry.path().indexOf(UNREADABLE) >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(FilePath.of(entry.path().substring(prefix.length())));
    } catch (InvalidInput noPath) {
      return Optional.empty();
    }
  }

  private void stage(
      RemoteSandbox sandbox,
      Places places,
      FilePath path,
      FileContent content,
      Map<String, byte[]> fresh) {
    if (content.size() > MAX_FILE_BYTES) {
      throw new FileRefused(
          path.value(),
          "has " + content.size() + " bytes, more than the " + MAX_FILE_BYTES + " allowed");
    }
    if (places.isBelowFile(path)) {
      throw new FileRefused(path.value(), "lies behind a file, which is not a directory");
    }
    Optional<RemoteEntry> old = places.find(path);
    if (old.isEmpty()) {
      fresh.put(absolute(path), content.bytes());
      return;
    }
    if (old.get().isLink() || old.get().kind() != Kind.FILE) {
      throw new FileRefused(path.value(), "is a directory, a link or special");
    }
    replace(sandbox, path, content);
  }

  private void replace(RemoteSandbox sandbox, FilePath path, FileContent content) {
    String staged = workspace + "-uploads/" + session.newName();
    boolean isMoved = false;
    try {
      sandbox.files().write(staged, content.bytes());
      sandbox.files().move(staged, absolute(path));
      isMoved = true;
    } finally {
      if (!isMoved) {
        session.quietly(() -> sandbox.files().remove(staged));
      }
    }
  }

  /** New files go straight to their places; two at once to one place take turns. */
  private void flush(RemoteSandbox sandbox, Map<String, byte[]> fresh) {
    if (fresh.size() == 1) {
      String path = fresh.keySet().iterator().next();
      synchronized (locks.get(Math.floorMod(path.hashCode(), LOCKS))) {
        writeFresh(sandbox, fresh);
      }
    } else if (!fresh.isEmpty()) {
      synchronized (locks) {
        writeFresh(sandbox, fresh);
      }
    }
  }

  private void writeFresh(RemoteSandbox sandbox, Map<String, byte[]> fresh) {
    sandbox.files().writeAll(fresh);
  }

  private void requireMovable(Places places, RemoteEntry source, FilePath from, FilePath to) {
    if (places.isBelowFile(to)) {
      throw new FileRefused(to.value(), "lies behind a file, which is not a directory");
    }
    Optional<RemoteEntry> target = places.find(to);
    boolean isDirectory = source.kind() == Kind.DIRECTORY;
    if (target.isPresent() && (target.get().isLink() || target.get().kind() != Kind.FILE)) {
      throw new FileRefused(to.value(), "is a directory, a link or special");
    }
    if (isDirectory && (target.isPresent() || to.isBelow(from) || to.equals(from))) {
      throw new FileRefused(to.value(), "cannot be the new name of directory " + from);
    }
  }

  private void requireDirectory(RemoteSandbox sandbox, FilePath path) {
    boolean isDirectory =
        look(sandbox, List.of(path))
            .find(path)
            .filter(entry -> entry.kind() == Kind.DIRECTORY && !entry.isLink())
            .isPresent();
    if (!isDirectory) {
      throw new FileMissing(path.value());
    }
  }

  private static void requireReadable(FilePath path, RemoteEntry entry) {
    if (entry.isLink() || entry.kind() != Kind.FILE) {
      throw new FileRefused(path.value(), "is a directory, a link or special");
    }
    if (entry.size() > MAX_FILE_BYTES) {
      throw new FileRefused(
          path.value(),
          "has " + entry.size() + " bytes, more than the " + MAX_FILE_BYTES + " allowed");
    }
  }

  /** A file that went away meanwhile is no failure. */
  private Optional<FileContent> read(RemoteSandbox sandbox, FilePath path) {
    try {
      return Optional.of(FileContent.of(sandbox.files().read(absolute(path))));
    } catch (NotFound e) {
      return Optional.empty();
    }
  }

  /** Level by level, so that excluded directories cost nothing. */
  private List<RemoteEntry> walk(RemoteSandbox sandbox, List<String> excluded) {
    List<RemoteEntry> files = new ArrayList<>();
    List<Optional<FilePath>> level = List.of(Optional.empty());
    while (!level.isEmpty()) {
      List<RemoteEntry> entries =
          parallel.map(level, directory -> listed(sandbox, directory, 1)).stream()
              .flatMap(List::stream)
              .filter(entry -> !entry.isLink())
              .toList();
      entries.stream().filter(entry -> entry.kind() == Kind.FILE).forEach(files::add);
      level =
          entries.stream()
              .filter(entry -> entry.kind() == Kind.DIRECTORY)
              .filter(entry -> !excluded.contains(entry.name()))
              .map(entry -> relative(workspace, entry))
              .filter(Optional::isPresent)
              .collect(Collectors.toList());
    }
    return files;
  }

  private List<RemoteEntry> listed(RemoteSandbox sandbox, Optional<FilePath> directory, int depth) {
    try {
      return sandbox.files().list(directory.map(this::absolute).orElse(workspace), depth);
    } catch (NotFound e) {
      return List.of();
    }
  }

  private void requireFits(List<RemoteEntry> files) {
    requireFew(files.size());
    long bytes = 0;
    for (RemoteEntry file : files) {
      relative(workspace, file).ifPresent(path -> requireReadable(path, file));
      bytes += file.size();
    }
    long most = Math.min(resources.diskBytes(), MAX_COLLECTED_BYTES);
    if (bytes > most) {
      throw new QuotaExceeded(
          "The files of sandbox "
              + session.id()
              + " have "
              + bytes
              + " bytes, more than the "
              + most
              + " allowed",
          null);
    }
  }

  private void requireFew(int number) {
    if (number > resources.maxFiles()) {
      throw new QuotaExceeded(
          "Sandbox "
              + session.id()
              + " has "
              + number
              + " files, more than the "
              + resources.maxFiles()
              + " allowed",
          null);
    }
  }

  private Places look(RemoteSandbox sandbox, List<FilePath> paths) {
    return Places.look(sandbox.files(), workspace, paths, parallel);
  }

  private String absolute(FilePath path) {
    return workspace + "/" + path;
  }

  private static FileEntry row(FilePath path, RemoteEntry entry) {
    if (entry.isLink()) {
      return new FileEntry(path, FileEntry.Kind.OTHER, 0);
    }
    return switch (entry.kind()) {
      case FILE -> new FileEntry(path, FileEntry.Kind.FILE, entry.size());
      case DIRECTORY -> new FileEntry(path, FileEntry.Kind.DIRECTORY, 0);
      case OTHER -> new FileEntry(path, FileEntry.Kind.OTHER, 0);
    };
  }
}
