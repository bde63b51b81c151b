package io.ollio.local.workspace;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Deletes trees that were built to resist: thousands of levels deep, names that are not UTF-8,
 * directories without permissions. Instead of descending, it lifts every sub-directory up beside
 * the first one and empties it there, so it needs three open handles and no stack at any depth. It
 * follows no link.
 */
public final class TreeRemover {
  private static final int PASSES = 3;

  private final Path top;
  private final boolean alone;
  private final Deque<Path> waiting = new ArrayDeque<>();
  private int lifted;

  private TreeRemover(Path top, boolean alone) {
    this.top = top;
    this.alone = alone;
  }

  /**
   * Deletes a directory with all it holds. Its own path must be out of reach of commands.
   *
   * @param alone whether nothing else can be at work inside; else what has no permissions stays
   * @throws IOException when something is left
   */
  public static void remove(Path directory, boolean alone) throws IOException {
    if (Files.exists(directory, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      new TreeRemover(directory, alone).empty();
      Files.delete(directory);
    }
  }

  private void empty() throws IOException {
    try (OpenDirectory opened = OpenDirectory.open(top)) {
      for (Iterator<Path> names = opened.names(); names.hasNext(); ) {
        Path name = names.next();
        if (isDirectory(opened, name)) {
          waiting.add(name);
        } else {
          opened.deleteFile(name);
        }
      }
      while (!waiting.isEmpty()) {
        removeDirectory(opened, waiting.remove());
      }
    }
  }

  /** Some file systems skip names when others are deleted meanwhile, hence the passes. */
  private void removeDirectory(OpenDirectory parent, Path name) throws IOException {
    unlock(parent, name, top.resolve(name));
    for (int pass = 1; ; pass++) {
      try (OpenDirectory directory = parent.enter(name)) {
        clear(directory, parent, name);
      }
      try {
        parent.deleteDirectory(name);
        return;
      } catch (DirectoryNotEmptyException e) {
        if (pass == PASSES) {
          throw e;
        }
      }
    }
  }

  private void clear(OpenDirectory directory, OpenDirectory parent, Path name) throws IOException {
    for (Iterator<Path> names = directory.names(); names.hasNext(); ) {
      Path child = names.next();
      if (isDirectory(directory, child)) {
        lift(directory, child, parent, top.resolve(name).resolve(child));
      } else {
        directory.deleteFile(child);
      }
    }
  }

  private void lift(OpenDirectory from, Path child, OpenDirectory parent, Path childPath)
      throws IOException {
    Path newName = top.getFileSystem().getPath("lifted-" + ++lifted);
    try {
      from.move(child, parent, newName);
    } catch (AccessDeniedException e) {
      unlockInside(from, child, childPath);
      from.move(child, parent, newName);
    }
    waiting.add(newName);
  }

  private void unlockInside(OpenDirectory from, Path child, Path childPath) throws IOException {
    if (alone) {
      unlock(from, child, childPath);
    } else {
      from.unlock(child);
    }
  }

  /** Without read permission only the path is left; nothing else may be able to swap it. */
  private static void unlock(OpenDirectory parent, Path name, Path path) throws IOException {
    try {
      parent.unlock(name);
    } catch (AccessDeniedException e) {
      Files.getFileAttributeView(path, PosixFileAttributeView.class)
          .setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static boolean isDirectory(OpenDirectory parent, Path name) throws IOException {
    return parent.attributes(name).map(BasicFileAttributes::isDirectory).orElse(false);
  }
}
