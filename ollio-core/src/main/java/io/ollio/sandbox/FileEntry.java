package io.ollio.sandbox;

import io.ollio.file.FilePath;

/**
 * One row of a listing.
 *
 * @param path relative to the workspace
 * @param kind what it is
 * @param sizeBytes size of a file, 0 for everything else
 */
public record FileEntry(FilePath path, Kind kind, long sizeBytes) {
  /** What a name stands for. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A link or special file, which cannot be read. */
    OTHER
  }
}
