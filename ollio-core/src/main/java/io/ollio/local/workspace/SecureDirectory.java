package io.ollio.local.workspace;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Through the directory's open handle ({@code openat} and its relatives): immune to swapped links.
 */
final class SecureDirectory implements OpenDirectory {
  private final SecureDirectoryStream<Path> stream;

  SecureDirectory(SecureDirectoryStream<Path> stream) {
    this.stream = stream;
  }

  @Override
  public OpenDirectory enter(Path name) throws IOException {
    return new SecureDirectory(stream.newDirectoryStream(name, NOFOLLOW_LINKS));
  }

  @Override
  public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
    try {
      return Optional.of(
          stream
              .getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS)
              .readAttributes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public SeekableByteChannel read(Path name) throws IOException {
    return stream.newByteChannel(name, Set.of(READ, NOFOLLOW_LINKS));
  }

  @Override
  public SeekableByteChannel create(Path name) throws IOException {
    return stream.newByteChannel(name, Set.of(WRITE, CREATE_NEW, NOFOLLOW_LINKS));
  }

  @Override
  public void move(Path name, OpenDirectory target, Path newName) throws IOException {
    stream.move(name, ((SecureDirectory) target).stream, newName);
  }

  @Override
  public void deleteFile(Path name) throws IOException {
    stream.deleteFile(name);
  }

  @Override
  public void deleteDirectory(Path name) throws IOException {
    stream.deleteDirectory(name);
  }

  @Override
  public void unlock(Path name) throws IOException {
    stream
        .getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS)
        .setPermissions(PosixFilePermissions.fromString("rwx------"));
  }

  @Override
  public Iterator<Path> names() {
    Iterator<Path> paths = stream.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return paths.hasNext();
      }

      @Override
      public Path next() {
        return paths.next().getFileName();
      }
    };
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
