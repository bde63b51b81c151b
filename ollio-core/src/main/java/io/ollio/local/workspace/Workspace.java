package io.ollio.local.workspace;

import io.ollio.file.FilePath;
import io.ollio.sandbox.SandboxException.FileRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one sandbox keeps its files: below {@code work}, which commands see, and for a moment below
 * {@code staging}, which they do not. What is new is finished in staging and renamed into place, so
 * nobody sees half of it; what is deleted is renamed into staging first.
 */
public final class Workspace {
  private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

  private final Path home;
  private final Optional<Ownership> ownership;
  private final AtomicLong names = new AtomicLong();

  private Workspace(Path home, Optional<Ownership> ownership) {
    this.home = home;
    this.ownership = ownership;
  }

  /**
   * Creates the directories below a home that must not be there.
   *
   * @param owner user that commands run as, when it is not the JVM's
   */
  public static Workspace create(Path home, OptionalInt owner) throws IOException {
    Optional<Ownership> ownership =
        owner.isPresent() ? Optional.of(Ownership.of(home, owner.getAsInt())) : Optional.empty();
    Workspace workspace = new Workspace(home, ownership);
    Files.createDirectory(home);
    Files.createDirectory(workspace.staging());
    Files.createDirectory(workspace.work());
    limit(workspace.staging(), "rwx------");
    limit(workspace.work(), "rwx------");
    limit(home, ownership.isPresent() ? "rwx--x--x" : "rwx------");
    if (ownership.isPresent()) {
      ownership.get().give(workspace.work());
    }
    return workspace;
  }

  /** Deletes everything, whatever commands have built; none may run any more. */
  public void remove() throws IOException {
    TreeRemover.remove(home, true);
  }

  /** The directory that commands see. */
  public Path work() {
    return home.resolve("work");
  }

  private Path staging() {
    return home.resolve("staging");
  }

  OpenDirectory openWork() throws IOException {
    return OpenDirectory.open(work());
  }

  OpenDirectory openStaging() throws IOException {
    return OpenDirectory.open(staging());
  }

  /** One segment of a path as a name of this file system. */
  Path name(FilePath path, String segment) {
    try {
      return home.getFileSystem().getPath(segment);
    } catch (InvalidPathException e) {
      throw new FileRefused(
          path.value(), "cannot be named here: start the JVM with a UTF-8 locale", e);
    }
  }

  /** A name that nothing in staging has. */
  Path newName() {
    return home.getFileSystem().getPath("new-" + names.incrementAndGet());
  }

  /** Creates an empty directory in staging, owned as commands need it. */
  void stageDirectory(Path name) throws IOException {
    Path path = staging().resolve(name);
    Files.createDirectory(path);
    limit(path, "rwxr-xr-x");
    handOver(path);
  }

  /** Writes a file in staging, owned as commands need it. */
  void stageFile(Path name, ByteBuffer content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path path = staging().resolve(name);
    try (OpenDirectory staging = openStaging();
        SeekableByteChannel channel = staging.create(name)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    }
    if (isPosix(path)) {
      Files.setPosixFilePermissions(path, permissions);
    }
    handOver(path);
  }

  /** Whether the host's disk has no room for this many bytes. */
  boolean isFull(long bytes) throws IOException {
    return Files.getFileStore(home).getUsableSpace() <= bytes;
  }

  /** Deletes a file that was staged and not used. */
  void discardFile(Path name) throws IOException {
    Files.deleteIfExists(staging().resolve(name));
  }

  /**
   * Takes a directory out of its parent in one step, then deletes it. Commands may still hold
   * handles into it; what they keep alive goes with the sandbox.
   */
  void removeDirectory(OpenDirectory parent, Path name) throws IOException {
    Path cell = staging().resolve(newName());
    Files.createDirectory(cell);
    limit(cell, "rwx------");
    try (OpenDirectory opened = OpenDirectory.open(cell)) {
      parent.move(name, opened, name);
    }
    try {
      TreeRemover.remove(cell, false);
    } catch (IOException e) {
      LOG.warn("Deleting directory {} of {} left files for later", name, home.getFileName(), e);
    }
  }

  private void handOver(Path path) throws IOException {
    if (ownership.isPresent()) {
      ownership.get().give(path);
    }
  }

  private static void limit(Path path, String permissions) throws IOException {
    if (isPosix(path)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
