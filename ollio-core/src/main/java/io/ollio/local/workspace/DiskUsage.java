package io.ollio.local.workspace;

import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * How much of its disk a sandbox uses. Counted by walking, but while no command runs only once:
 * then every change is the library's own and is added up.
 */
public final class DiskUsage {
  /** Bytes of all files, and the number of files and directories. */
  private record Use(long bytes, long files) {}

  private static final Use FULL = new Use(Long.MAX_VALUE, Long.MAX_VALUE);

  private final Workspace workspace;
  private final Resources resources;
  private long bytes;
  private long files;
  private boolean counted;
  private int commands;

  /** The use of this workspace, nothing counted yet. */
  public DiskUsage(Workspace workspace, Resources resources) {
    this.workspace = workspace;
    this.resources = resources;
  }

  /** From now on the count may change by itself. */
  public synchronized void commandBegins() {
    commands++;
  }

  /** The opposite of {@link #commandBegins()}. */
  public synchronized void commandEnded() {
    commands--;
    counted = false;
  }

  /** The library changed something, by this much. */
  synchronized void changed(long moreBytes, long moreFiles) {
    bytes += moreBytes;
    files += moreFiles;
  }

  /** The library changed something, nobody knows by how much. */
  synchronized void forget() {
    counted = false;
  }

  /** Throws {@link QuotaExceeded} unless this much more fits. */
  synchronized void requireRoom(String what, long moreBytes, long moreFiles) throws IOException {
    if (commands > 0 || !counted) {
      Use use = measure();
      bytes = use.bytes;
      files = use.files;
      counted = true;
    }
    refuse(what, "bytes", bytes, moreBytes, resources.diskBytes());
    refuse(what, "files", files, moreFiles, resources.maxFiles());
  }

  /**
   * Whether what is there now is more than is allowed.
   *
   * @param unseenBytes of files that have no name any more but still take up room
   */
  public boolean isExceeded(long unseenBytes) throws IOException {
    Use use = measure();
    return use.files > resources.maxFiles() || use.bytes > resources.diskBytes() - unseenBytes;
  }

  /**
   * Walks until it has seen everything or more than is allowed. Staging counts: a command may still
   * stand in a directory that was taken there to be deleted, and write.
   */
  private Use measure() throws IOException {
    Count count = new Count();
    try (OpenDirectory work = workspace.openWork();
        OpenDirectory staging = workspace.openStaging()) {
      boolean isAll = count.addAll(work, 1) && count.addAll(staging, 1);
      return isAll ? new Use(count.bytes, count.files) : FULL;
    } catch (AccessDeniedException unreadable) {
      return FULL;
    }
  }

  private static void refuse(String what, String unit, long used, long more, long limit) {
    if (used > limit - more) {
      String seen = used == Long.MAX_VALUE ? "more than that" : used + " " + unit;
      throw new QuotaExceeded(
          what
              + " needs "
              + more
              + " more "
              + unit
              + ", the sandbox holds "
              + seen
              + " of "
              + limit,
          null);
    }
  }

  private final class Count {
    private long bytes;
    private long files;

    /** Returns false when it is too much, too deep or cannot be seen. */
    boolean addAll(OpenDirectory directory, int depth) throws IOException {
      return depth <= WorkspaceTree.MAX_DEPTH
          && WorkspaceTree.forEach(
              directory, (name, attributes) -> add(directory, name, attributes, depth));
    }

    private boolean add(OpenDirectory parent, Path name, BasicFileAttributes attributes, int depth)
        throws IOException {
      files++;
      if (attributes.isDirectory()) {
        return files <= resources.maxFiles() && descend(parent, name, depth);
      }
      bytes += attributes.size();
      return files <= resources.maxFiles() && bytes <= resources.diskBytes();
    }

    private boolean descend(OpenDirectory parent, Path name, int depth) throws IOException {
      try (OpenDirectory child = parent.enter(name)) {
        return addAll(child, depth + 1);
      } catch (NoSuchFileException | NotDirectoryException swappedMeanwhile) {
        return true;
      }
    }
  }
}
