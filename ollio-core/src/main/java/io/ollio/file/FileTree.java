package io.ollio.file;

import io.ollio.InvalidInput;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An immutable set of files by path, in path order. Directories exist only as parts of paths.
 *
 * @param files path to content
 */
public record FileTree(SortedMap<FilePath, FileContent> files) {
  private static final FileTree EMPTY = new FileTree(Collections.emptySortedMap());

  /**
   * Copies the map.
   *
   * @throws InvalidInput when a path is a file and a directory at once
   */
  public FileTree {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    checkDirectories(files.keySet());
  }

  /** A tree without files. */
  public static FileTree empty() {
    return EMPTY;
  }

  /** A tree of these files. */
  public static FileTree of(Map<FilePath, FileContent> files) {
    return new FileTree(new TreeMap<>(files));
  }

  /** A tree of text files, path to text. */
  public static FileTree ofTexts(Map<String, String> texts) {
    TreeMap<FilePath, FileContent> files = new TreeMap<>();
    texts.forEach((path, text) -> files.put(FilePath.of(path), FileContent.of(text)));
    return new FileTree(files);
  }

  /** The file at this path. */
  public Optional<FileContent> find(FilePath path) {
    return Optional.ofNullable(files.get(path));
  }

  /** This tree with one file added or replaced. */
  public FileTree with(FilePath path, FileContent content) {
    TreeMap<FilePath, FileContent> copy = new TreeMap<>(files);
    copy.put(path, content);
    return new FileTree(copy);
  }

  /** This tree without the file at the path. */
  public FileTree without(FilePath path) {
    TreeMap<FilePath, FileContent> copy = new TreeMap<>(files);
    copy.remove(path);
    return new FileTree(copy);
  }

  /** Whether there is no file. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** Sum of the sizes, in bytes. */
  public long totalBytes() {
    return files.values().stream().mapToLong(FileContent::size).sum();
  }

  /** The files of this tree that the earlier one has not, or has with another content. */
  public FileTree changedSince(FileTree earlier) {
    TreeMap<FilePath, FileContent> changed = new TreeMap<>(files);
    changed
        .entrySet()
        .removeIf(file -> earlier.find(file.getKey()).filter(file.getValue()::equals).isPresent());
    return new FileTree(changed);
  }

  /** The paths of the earlier tree's files that this one has not, in order. */
  public Set<FilePath> removedSince(FileTree earlier) {
    TreeSet<FilePath> removed = new TreeSet<>(earlier.files.keySet());
    removed.removeAll(files.keySet());
    return removed;
  }

  /**
   * One line for each file, path and size, in path order; of a larger tree the first ones and a
   * line that says how many more there are.
   */
  public String listing(int maxFiles) {
    String lines =
        files.entrySet().stream()
            .limit(maxFiles)
            .map(file -> file.getKey() + " " + file.getValue().size() + " bytes")
            .collect(Collectors.joining("\n"));
    int more = files.size() - maxFiles;
    return more > 0 ? lines + "\n… and " + more + " more files" : lines;
  }

  private static void checkDirectories(Set<FilePath> paths) {
    Set<String> names = new HashSet<>();
    paths.forEach(path -> names.add(path.value()));
    for (String name : names) {
      for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
        String directory = name.substring(0, end);
        InvalidInput.check(
            !names.contains(directory),
            "path",
            "\"" + name + "\" cannot be there: \"" + directory + "\" is a file");
      }
    }
  }

  @Override
  public String toString() {
    return files.size() + " files, " + totalBytes() + " bytes";
  }
}
