package io.ollio.pipeline;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one tree has and another has not, file by file.
 *
 * @param written files that are new or different
 * @param removed files that are gone
 */
record FileChanges(Map<FilePath, FileContent> written, Set<FilePath> removed) {
  static FileChanges between(FileTree before, FileTree after) {
    Map<FilePath, FileContent> written = new TreeMap<>(after.files());
    written
        .entrySet()
        .removeIf(file -> before.find(file.getKey()).filter(file.getValue()::equals).isPresent());
    Set<FilePath> removed = new HashSet<>(before.files().keySet());
    removed.removeAll(after.files().keySet());
    return new FileChanges(written, removed);
  }

  FileTree applyTo(FileTree base) {
    TreeMap<FilePath, FileContent> files = new TreeMap<>(base.files());
    files.keySet().removeAll(removed);
    files.putAll(written);
    return new FileTree(files);
  }
}
