package io.ollio.sandbox;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a sandbox, below its workspace directory. Only regular files count: links are never
 * followed, neither by the last nor by any other segment of a path.
 *
 * <p>Thread-safety: any thread; two writes to one path end with one of the two contents. Blocking:
 * yes. Lifetime: the sandbox's. Limits: its disk bounds; a read returns at most {@link
 * #MAX_FILE_BYTES} bytes.
 */
public interface SandboxFiles {
  /** Largest file that can be read or written whole, in bytes (64 MiB). */
  int MAX_FILE_BYTES = 64 << 20;

  /** Most that {@link #collect} holds in memory at once, in bytes (64 MiB). */
  int MAX_COLLECTED_BYTES = 64 << 20;

  /**
   * Reads one file.
   *
   * @return its content, empty when nothing is there
   * @throws SandboxException.FileRefused when it is a directory, a link, special or too large
   */
  Optional<FileContent> find(FilePath path);

  /**
   * Reads one file that must exist.
   *
   * @throws SandboxException.FileMissing when nothing is there
   * @throws SandboxException.FileRefused see {@link #find}
   */
  default FileContent read(FilePath path) {
    return find(path).orElseThrow(() -> new SandboxException.FileMissing(path.value()));
  }

  /**
   * Creates or replaces one file and the directories above it.
   *
   * @throws SandboxException.FileRefused when a directory or link stands in the way, or it is too
   *     large
   * @throws SandboxException.QuotaExceeded when it does not fit; the old content then stays
   */
  default void write(FilePath path, FileContent content) {
    writeAll(Map.of(path, content));
  }

  /**
   * Writes several files, fewer round trips than one by one; a failure in the middle leaves the
   * files before it written.
   */
  void writeAll(Map<FilePath, FileContent> files);

  /**
   * Lists everything below a directory, sorted by path. Names that no {@link FilePath} can say (not
   * UTF-8, with a backslash and the like) are left out, here and in {@link #collect}.
   *
   * @param directory where to start; empty for the workspace
   * @param depth 1 for direct children only, more for deeper ones
   * @throws SandboxException.FileMissing when there is no such directory
   * @throws SandboxException.QuotaExceeded when there is more than the sandbox's disk may hold
   */
  List<FileEntry> list(Optional<FilePath> directory, int depth);

  /**
   * Deletes a file, a link itself, or a directory with all it holds; tells whether something was
   * there.
   */
  boolean delete(FilePath path);

  /**
   * Renames a file or directory and creates the directories above the new name. A file replaces a
   * file of that name.
   *
   * @throws SandboxException.FileMissing when there is nothing at {@code from}
   * @throws SandboxException.FileRefused when a link stands at {@code from}, a directory or link at
   *     {@code to}, or when {@code from} is a directory and {@code to} a file or below it
   */
  void move(FilePath from, FilePath to);

  /**
   * Reads every regular file below the workspace whose path does not fall under an excluded
   * directory name.
   *
   * @param excludedDirectories names such as {@code node_modules}, at any depth
   * @throws SandboxException.QuotaExceeded when the result would pass the sandbox's disk bounds or
   *     {@link #MAX_COLLECTED_BYTES}; nothing larger is read
   * @throws SandboxException.FileRefused when a file is larger than {@link #MAX_FILE_BYTES}
   */
  FileTree collect(List<String> excludedDirectories);
}
