package io.ollio.local.workspace;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/** A name in an open directory: where the file of a path is or would be. */
record Place(FilePath path, OpenDirectory parent, Path name) implements Closeable {

  /** What stands here; empty when nothing does. */
  Optional<BasicFileAttributes> attributes() throws IOException {
    return parent.attributes(name);
  }

  /**
   * Reads the file that was just seen here.
   *
   * @throws FileRefused when it is no regular file or too large
   */
  FileContent read(BasicFileAttributes seen) throws IOException {
    if (!seen.isRegularFile()) {
      throw new FileRefused(path.value(), "is " + kind(seen) + " and cannot be read");
    }
    requireReadable(seen.size());
    try (SeekableByteChannel channel = parent.read(name)) {
      return FileContent.of(readFrom(channel, (int) seen.size()));
    }
  }

  /** It may grow while it is read, but not without end. */
  private byte[] readFrom(SeekableByteChannel channel, int expected) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(expected + 1);
    while (channel.read(buffer) >= 0) {
      if (!buffer.hasRemaining()) {
        requireReadable(buffer.capacity());
        buffer.flip();
        buffer =
            ByteBuffer.allocate(Math.min(2 * buffer.limit(), SandboxFiles.MAX_FILE_BYTES + 1))
                .put(buffer);
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private void requireReadable(long size) {
    if (size > SandboxFiles.MAX_FILE_BYTES) {
      throw new FileRefused(
          path.value(),
          "has " + size + " bytes, more than the " + SandboxFiles.MAX_FILE_BYTES + " allowed");
    }
  }

  /** What stands somewhere, in words. */
  static String kind(BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return "a link";
    }
    if (attributes.isDirectory()) {
      return "a directory";
    }
    return attributes.isRegularFile() ? "a file" : "a special file";
  }

  @Override
  public void close() throws IOException {
    parent.close();
  }
}
