package io.ollio.pipeline;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one tree has and another has not, file by file.
 *
 * @param written files that are new or different
 * @param removed files that are gone, in order
 */
record FileChanges(Map<FilePath, FileContent> written, Set<FilePath> removed) {
  static FileChanges between(FileTree before, FileTree after) {
    return new FileChanges(after.changedSince(before).files(), after.removedSince(before));
  }

  /** These changes, and files that were written although they did not change. */
  FileChanges withWritten(List<FilePath> paths, FileTree now) {
    Map<FilePath, FileContent> all = new TreeMap<>(written);
    paths.forEach(path -> now.find(path).ifPresent(content -> all.put(path, content)));
    return new FileChanges(all, removed);
  }

  boolean isEmpty() {
    return written.isEmpty() && removed.isEmpty();
  }

  /** What a listener is told, file by file. */
  List<GenerationEvent> events() {
    List<GenerationEvent> events = new ArrayList<>();
    written.forEach(
        (path, file) -> events.add(new GenerationEvent.FileWritten(path.value(), file.size())));
    removed.forEach(path -> events.add(new GenerationEvent.FileRemoved(path.value())));
    return events;
  }

  FileTree applyTo(FileTree base) {
    TreeMap<FilePath, FileContent> files = new TreeMap<>(base.files());
    files.keySet().removeAll(removed);
    files.putAll(written);
    return new FileTree(files);
  }
}
