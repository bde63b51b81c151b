package io.ollio.examples;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder on disk that holds a component. A list of its files in {@code .ollio/files} tells it
 * from any other folder, so nothing of the user's is ever read or replaced by mistake.
 */
final class OutputFolder {
  private final Path folder;
  private final Path list;

  private OutputFolder(Path folder) {
    this.folder = folder;
    this.list = folder.resolve(".ollio").resolve("files");
  }

  /** The folder cannot be used; the message says why and what to do. */
  static final class UnusableFolder extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableFolder(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Takes a folder into use: a new or empty one, or one that holds a component. */
  static OutputFolder use(Path path) {
    OutputFolder output = new OutputFolder(path.toAbsolutePath().normalize());
    try {
      Files.createDirectories(output.folder);
      if (!Files.exists(output.list) && !output.isEmpty()) {
        throw new UnusableFolder(
            "The folder "
                + output.folder
                + " holds other files; choose an empty or new one with --out",
            new IOException("not empty"));
      }
      Files.createDirectories(output.list.getParent());
      Path probe = Files.createTempFile(output.list.getParent(), "probe", "");
      Files.delete(probe);
      return output;
    } catch (IOException e) {
      throw output.unusable(e);
    }
  }

  Path path() {
    return folder;
  }

  /** Where the component's project is kept: its versions and what was said. */
  Path database() {
    return list.resolveSibling("project");
  }

  /** The component's files as they are on disk now, with what the user changed by hand. */
  FileTree read() {
    TreeMap<FilePath, FileContent> files = new TreeMap<>();
    try {
      for (FilePath path : listed()) {
        Path file = folder.resolve(path.value());
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.put(path, FileContent.of(Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    return FileTree.of(files);
  }

  /** Makes the folder hold these files and none of the earlier ones. */
  void write(FileTree files) {
    try {
      Set<FilePath> earlier = new HashSet<>(listed());
      for (FilePath path : files.files().keySet()) {
        checkOwn(path, earlier.contains(path));
      }
      Set<FilePath> gone = new HashSet<>(earlier);
      gone.removeAll(files.files().keySet());
      earlier.addAll(files.files().keySet());
      writeList(earlier);
      for (FilePath path : gone) {
        Files.deleteIfExists(folder.resolve(path.value()));
      }
      for (Map.Entry<FilePath, FileContent> file : files.files().entrySet()) {
        replace(folder.resolve(file.getKey().value()), file.getValue().bytes());
      }
      writeList(files.files().keySet());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Refuses to replace a file of the user's, or to follow a link out of the folder. */
  private void checkOwn(FilePath path, boolean isListed) throws IOException {
    Path target = folder.resolve(path.value());
    Path parent = Objects.requireNonNull(target.getParent());
    while (!Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
      parent = Objects.requireNonNull(parent.getParent());
    }
    boolean leaves = !parent.toRealPath().startsWith(folder.toRealPath());
    if (leaves
        || path.isHidden()
        || (!isListed && Files.exists(target, LinkOption.NOFOLLOW_LINKS))) {
      throw new IOException(path + " is not a file of the component");
    }
  }

  private void writeList(Set<FilePath> paths) throws IOException {
    String names = paths.stream().map(FilePath::value).sorted().collect(Collectors.joining("\n"));
    replace(list, names.getBytes(StandardCharsets.UTF_8));
  }

  private List<FilePath> listed() throws IOException {
    return Files.exists(list)
        ? Files.readAllLines(list).stream()
            .filter(line -> !line.isBlank())
            .map(FilePath::of)
            .toList()
        : List.of();
  }

  private static void replace(Path target, byte[] bytes) throws IOException {
    Files.createDirectories(target.getParent());
    Path fresh = target.resolveSibling(".ollio-" + UUID.randomUUID());
    try {
      Files.write(fresh, bytes);
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.allMatch(entry -> entry.getFileName().toString().equals(".ollio"));
    }
  }

  private UnusableFolder unusable(IOException cause) {
    return new UnusableFolder(
        "The folder "
            + folder
            + " cannot be used ("
            + cause.getClass().getSimpleName()
            + ": "
            + cause.getMessage()
            + "); choose another one with --out",
        cause);
  }
}
