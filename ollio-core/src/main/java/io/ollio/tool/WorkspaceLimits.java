package io.ollio.tool;

import io.ollio.InvalidInput;
import io.ollio.file.FileContent;
import io.ollio.file.FileTree;
import io.ollio.sandbox.SandboxException.QuotaExceeded;

/**
 * How large a project may become.
 *
 * @param maxFiles number of files
 * @param maxFileBytes size of one file
 * @param maxTotalBytes size of all files together
 */
public record WorkspaceLimits(int maxFiles, int maxFileBytes, long maxTotalBytes) {
  /** 2,000 files of at most 2 MiB, 20 MiB together. */
  public static final WorkspaceLimits DEFAULT = new WorkspaceLimits(2_000, 2 << 20, 20L << 20);

  /** Checks the ranges. */
  public WorkspaceLimits {
    InvalidInput.check(maxFiles > 0, "maxFiles", "is " + maxFiles + ", must be positive");
    InvalidInput.check(
        maxFileBytes > 0, "maxFileBytes", "is " + maxFileBytes + ", must be positive");
    InvalidInput.check(
        maxTotalBytes > 0, "maxTotalBytes", "is " + maxTotalBytes + ", must be positive");
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
