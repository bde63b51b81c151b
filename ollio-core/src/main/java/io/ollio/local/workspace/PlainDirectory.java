package io.ollio.local.workspace;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By path, for systems whose Java has no secure directory streams (Windows, some macOS). Links are
 * refused when seen, but one that is swapped in between would be followed; nothing here swaps links
 * while no command runs, and isolated commands do not exist on those systems.
 */
final class PlainDirectory implements OpenDirectory {
  private final Path path;

  PlainDirectory(Path path) {
    this.path = path;
  }

  @Override
  public OpenDirectory enter(Path name) throws IOException {
    Path child = path.resolve(name);
    if (!Files.isDirectory(child, NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(name.toString());
    }
    return new PlainDirectory(child);
  }

  @Override
  public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(path.resolve(name), BasicFileAttributes.class, NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public SeekableByteChannel read(Path name) throws IOException {
    return Files.newByteChannel(path.resolve(name), Set.of(READ, NOFOLLOW_LINKS));
  }

  @Override
  public SeekableByteChannel create(Path name) throws IOException {
    return Files.newByteChannel(path.resolve(name), Set.of(WRITE, CREATE_NEW, NOFOLLOW_LINKS));
  }

  @Override
  public void move(Path name, OpenDirectory target, Path newName) throws IOException {
    Path newPath = ((PlainDirectory) target).path.resolve(newName);
    Files.move(path.resolve(name), newPath, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  @Override
  public void deleteFile(Path name) throws IOException {
    Files.delete(path.resolve(name));
  }

  @Override
  public void deleteDirectory(Path name) throws IOException {
    Files.delete(path.resolve(name));
  }

  @Override
  public void unlock(Path name) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(
            path.resolve(name), PosixFileAttributeView.class, NOFOLLOW_LINKS);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Override
  public Iterator<Path> names() {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      entries.forEach(entry -> names.add(entry.getFileName()));
    } catch (IOException e) {
      throw new java.nio.file.DirectoryIteratorException(e);
    }
    return names.iterator();
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
