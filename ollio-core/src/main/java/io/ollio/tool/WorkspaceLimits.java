package io.ollio.tool;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FileTree;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import java.time.Duration;

/**
 * How large a project may become, and how long its sandbox may keep others waiting.
 *
 * @param maxFiles number of files
 * @param maxFileBytes size of one file
 * @param maxTotalBytes size of all files together
 * @param patience longest wait for a write or read of the sandbox that another thread has begun
 */
public record WorkspaceLimits(
    int maxFiles, int maxFileBytes, long maxTotalBytes, Duration patience) {
  /** Patience when the caller does not say. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(60);

  /** 2,000 files of at most 2 MiB, 20 MiB together; a minute of patience. */
  public static final WorkspaceLimits DEFAULT = new WorkspaceLimits(2_000, 2 << 20, 20L << 20);

  /** These sizes with {@link #DEFAULT_PATIENCE}. */
  public WorkspaceLimits(int maxFiles, int maxFileBytes, long maxTotalBytes) {
    this(maxFiles, maxFileBytes, maxTotalBytes, DEFAULT_PATIENCE);
  }

  /** Checks the ranges. */
  public WorkspaceLimits {
    InvalidInput.check(maxFiles > 0, "maxFiles", "is " + maxFiles + ", must be positive");
    InvalidInput.check(
        maxFileBytes > 0, "maxFileBytes", "is " + maxFileBytes + ", must be positive");
    InvalidInput.check(
        maxTotalBytes > 0, "maxTotalBytes", "is " + maxTotalBytes + ", must be positive");
    InvalidInput.check(
        patience.compareTo(Duration.ZERO) > 0, "patience", "is " + patience + ", must be positive");
  }

  void check(FileTree files) {
    if (files.files().size() > maxFiles) {
      throw exceeded("would have " + files.files().size() + " files", maxFiles + " files");
    }
    for (var file : files.files().entrySet()) {
      FileContent content = file.getValue();
      if (content.size() > maxFileBytes) {
        throw exceeded(
            "would hold " + file.getKey() + " with " + content.size() + " bytes",
            maxFileBytes + " bytes a file");
      }
    }
    if (files.totalBytes() > maxTotalBytes) {
      throw exceeded("would have " + files.totalBytes() + " bytes", maxTotalBytes + " bytes");
    }
  }

  private static QuotaExceeded exceeded(String state, String limit) {
    return new QuotaExceeded("The project " + state + ", more than the limit of " + limit, null);
  }
}
