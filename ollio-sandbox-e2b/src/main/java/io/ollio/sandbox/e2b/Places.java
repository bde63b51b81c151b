package io.ollio.sandbox.e2b;

import io.ollio.file.FilePath;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.files.RemoteEntry;
import io.ollio.sandbox.e2b.files.RemoteFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What stands at some paths and above them, so that links are seen, which E2B's daemon follows. A
 * few paths are asked for one by one at the same time, many by one listing.
 */
final class Places {
  private static final int FEW = 8;

  private final Map<FilePath, Supplier<Optional<RemoteEntry>>> entries;

  private Places(Map<FilePath, Supplier<Optional<RemoteEntry>>> entries) {
    this.entries = entries;
  }

  static Places look(
      RemoteFiles files, String workspace, Collection<FilePath> paths, Parallel parallel) {
    Set<FilePath> all = new TreeSet<>();
    for (FilePath path : paths) {
      all.addAll(above(path));
      all.add(path);
    }
    return all.size() <= FEW
        ? oneByOne(files, workspace, all, parallel)
        : byListing(files, workspace, all);
  }

  /** Whether a file stands where a directory would have to be. */
  boolean isBelowFile(FilePath path) {
    for (FilePath directory : above(path)) {
      Optional<RemoteEntry> entry = at(directory);
      if (entry.isEmpty()) {
        return false;
      }
      refuseLink(path, entry.get());
      if (entry.get().kind() != RemoteEntry.Kind.DIRECTORY) {
        return true;
      }
    }
    return false;
  }

  /**
   * What stands at the path.
   *
   * @throws FileRefused when a link stands above it
   */
  Optional<RemoteEntry> find(FilePath path) {
    for (FilePath directory : above(path)) {
      Optional<RemoteEntry> entry = at(directory);
      entry.ifPresent(found -> refuseLink(path, found));
      if (entry.isEmpty() || entry.get().kind() != RemoteEntry.Kind.DIRECTORY) {
        return Optional.empty();
      }
    }
    return at(path);
  }

  /** The directories above a path, outermost first. */
  static List<FilePath> above(FilePath path) {
    List<FilePath> directories = new ArrayList<>();
    for (int slash = path.value().indexOf('/'); slash > 0; ) {
      directories.add(FilePath.of(path.value().substring(0, slash)));
      slash = path.value().indexOf('/', slash + 1);
    }
    return directories;
  }

  private Optional<RemoteEntry> at(FilePath path) {
    return entries.getOrDefault(path, Optional::empty).get();
  }

  private static void refuseLink(FilePath path, RemoteEntry entry) {
    if (entry.isLink()) {
      throw new FileRefused(path.value(), "lies behind a link, which is not followed");
    }
  }

  private static Places oneByOne(
      RemoteFiles files, String workspace, Set<FilePath> paths, Parallel parallel) {
    List<FilePath> order = List.copyOf(paths);
    List<Supplier<Optional<RemoteEntry>>> found =
        parallel.map(order, path -> stat(files, workspace + "/" + path));
    Map<FilePath, Supplier<Optional<RemoteEntry>>> entries = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      entries.put(order.get(i), found.get(i));
    }
    return new Places(entries);
  }

  /** A failure counts only when it is looked at: below a file, the daemon fails in its own way. */
  private static Supplier<Optional<RemoteEntry>> stat(RemoteFiles files, String path) {
    try {
      Optional<RemoteEntry> entry = files.find(path);
      return () -> entry;
    } catch (E2bException.SandboxNotFound e) {
      throw e;
    } catch (E2bException e) {
      return () -> {
        throw e;
      };
    }
  }

  private static Places byListing(RemoteFiles files, String workspace, Set<FilePath> paths) {
    int depth = paths.stream().mapToInt(path -> path.segments().size()).max().orElse(1);
    Map<FilePath, Supplier<Optional<RemoteEntry>>> entries = new HashMap<>();
    try {
      for (RemoteEntry entry : files.list(workspace, depth)) {
        Optional<FilePath> path = PortFiles.relative(workspace, entry);
        path.filter(paths::contains)
            .ifPresent(known -> entries.put(known, () -> Optional.of(entry)));
      }
    } catch (NotFound noWorkspace) {
      return new Places(Map.of());
    }
    return new Places(entries);
  }
}
