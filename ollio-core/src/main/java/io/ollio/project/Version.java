package io.ollio.project;

import io.ollio.InvalidInput;
import io.ollio.StorableText;
import io.ollio.file.FileTree;
import java.time.Instant;
import java.util.Optional;

/**
 * An immutable state of a project's files.
 *
 * @param id its id
 * @param project whose files
 * @param number 1 for the first, each next one higher by 1
 * @param parent the version it was made from; empty for the first
 * @param files all files, not only changed ones
 * @param summary what was done, in one or a few sentences
 * @param createdAt when it was stored
 */
public record Version(
    VersionId id,
    ProjectId project,
    int number,
    Optional<VersionId> parent,
    FileTree files,
    String summary,
    Instant createdAt) {
  /**
   * A version without its files, for listings.
   *
   * @param fileCount number of files
   * @param totalBytes their size together
   */
  public record Summary(
      VersionId id,
      ProjectId project,
      int number,
      Optional<VersionId> parent,
      int fileCount,
      long totalBytes,
      String summary,
      Instant createdAt) {}

  /** Checks the number and cleans the summary. */
  public Version {
    InvalidInput.check(number >= 1, "version number", "is " + number + ", must be at least 1");
    summary = StorableText.clean(summary);
  }

  /** This version without its files. */
  public Summary toSummary() {
    return new Summary(
        id, project, number, parent, files.files().size(), files.totalBytes(), summary, createdAt);
  }
}
