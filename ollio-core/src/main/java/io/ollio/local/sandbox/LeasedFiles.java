package io.ollio.local.sandbox;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.sandbox.FileEntry;
import io.ollio.sandbox.SandboxFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that can be used while the lease lasts; the sandbox is not deleted under an operation. */
final class LeasedFiles implements SandboxFiles {
  private final SandboxFiles files;
  private final Lease lease;

  LeasedFiles(SandboxFiles files, Lease lease) {
    this.files = files;
    this.lease = lease;
  }

  @Override
  public Optional<FileContent> find(FilePath path) {
    return lease.during(() -> files.find(path));
  }

  @Override
  public void writeAll(Map<FilePath, FileContent> contents) {
    lease.during(
        () -> {
          files.writeAll(contents);
          return true;
        });
  }

  @Override
  public List<FileEntry> list(Optional<FilePath> directory, int depth) {
    return lease.during(() -> files.list(directory, depth));
  }

  @Override
  public boolean delete(FilePath path) {
    return lease.during(() -> files.delete(path));
  }

  @Override
  public void move(FilePath from, FilePath to) {
    lease.during(
        () -> {
          files.move(from, to);
          return true;
        });
  }

  @Override
  public FileTree collect(List<String> excludedDirectories) {
    return lease.during(() -> files.collect(excludedDirectories));
  }
}
