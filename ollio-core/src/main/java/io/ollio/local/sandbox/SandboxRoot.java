package io.ollio.local.sandbox;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.ollio.local.workspace.TreeRemover;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that holds one provider's sandboxes, marked by a file that stays locked as long as
 * the process lives. A new one deletes the directories beside it whose mark is no longer locked:
 * their processes have died.
 *
 * <p>The process id is part of the name because a process that opens and closes its own mark a
 * second time would lose the lock (POSIX), so its own directories are never looked at.
 */
public final class SandboxRoot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxRoot.class);
  private static final String PREFIX = "ollio-sandboxes-";
  private static final String MARK = "owner.lock";

  private final Path directory;
  private final FileChannel mark;

  private SandboxRoot(Path directory, FileChannel mark) {
    this.directory = directory;
    this.mark = mark;
  }

  /**
   * Creates a root and deletes what dead processes left.
   *
   * <p>When the JVM is root, other users may pass through (not list) it to a path that they know,
   * because commands then run as another user.
   *
   * @param parent where; empty for the system's directory for temporary files
   */
  public static SandboxRoot create(Optional<Path> parent) throws IOException {
    String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    Path directory =
        (parent.isPresent()
                ? Files.createTempDirectory(Files.createDirectories(parent.get()), prefix)
                : Files.createTempDirectory(prefix))
            .toRealPath();
    if (isRoots(directory)) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    }
    SandboxRoot root = new SandboxRoot(directory, lockedMark(directory));
    root.removeLeftovers();
    return root;
  }

  /** The directory, absolute. */
  public Path directory() {
    return directory;
  }

  /** Creates a directory in it, as passable as itself. */
  public Path newDirectory(String name) throws IOException {
    Path created = Files.createDirectory(directory.resolve(name));
    if (isRoots(directory)) {
      Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rwx--x--x"));
    }
    return created;
  }

  /** Whether the JVM's user is root. */
  public boolean isRoots() throws IOException {
    return isRoots(directory);
  }

  private static boolean isRoots(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid"));
  }

  /** Deletes everything in it. */
  @Override
  public void close() throws IOException {
    removeAll(directory);
    mark.close();
  }

  /** The mark gets its name when it is locked, so nobody ever sees a living one unlocked. */
  private static FileChannel lockedMark(Path directory) throws IOException {
    Path unnamed = directory.resolve(MARK + ".new");
    FileChannel channel = FileChannel.open(unnamed, CREATE_NEW, WRITE);
    channel.lock();
    Files.move(unnamed, directory.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
    return channel;
  }

  private void removeLeftovers() throws IOException {
    String own = PREFIX + ProcessHandle.current().pid() + "-";
    DirectoryStream.Filter<Path> foreign =
        path -> name(path).startsWith(PREFIX) && !name(path).startsWith(own) && isOurs(path);
    try (DirectoryStream<Path> others =
        Files.newDirectoryStream(directory.resolveSibling(""), foreign)) {
      for (Path other : others) {
        removeIfDead(other);
      }
    }
  }

  private boolean isOurs(Path other) throws IOException {
    return Files.isDirectory(other, NOFOLLOW_LINKS)
        && Files.isRegularFile(other.resolve(MARK), NOFOLLOW_LINKS)
        && Files.getOwner(other, NOFOLLOW_LINKS).equals(Files.getOwner(directory));
  }

  private static void removeIfDead(Path other) {
    try (FileChannel channel = FileChannel.open(other.resolve(MARK), WRITE, NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        LOG.info("Deleting {}, left by a process that has died", other.getFileName());
        removeAll(other);
      }
    } catch (OverlappingFileLockException livesInThisProcess) {
      LOG.debug("{} belongs to this process", other.getFileName());
    } catch (IOException e) {
      LOG.warn("Could not delete {}, left by a process that has died", other.getFileName(), e);
    }
  }

  /** The mark goes last, so that what remains after a failure is found again. */
  private static void removeAll(Path root) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, NOFOLLOW_LINKS)) {
          TreeRemover.remove(entry, true);
        } else if (!name(entry).equals(MARK)) {
          Files.delete(entry);
        }
      }
    }
    Files.deleteIfExists(root.resolve(MARK));
    Files.delete(root);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
