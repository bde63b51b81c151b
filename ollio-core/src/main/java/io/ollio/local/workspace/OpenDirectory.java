package io.ollio.local.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Optional;

/**
 * A directory held open. What is done through it happens in that very directory, wherever its path
 * leads by now. Every name is one segment, as a path of the directory's own file system so that
 * names which are not UTF-8 keep their bytes. No link is followed.
 */
interface OpenDirectory extends Closeable {

  /** Opens a directory by a path whose every segment is the host's own. */
  @SuppressWarnings("StreamResourceLeak") // the caller closes what is returned
  static OpenDirectory open(Path trusted) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(trusted);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new SecureDirectory(secure);
    }
    stream.close();
    return new PlainDirectory(trusted);
  }

  /** Opens the directory of this name; a link or file fails. */
  OpenDirectory enter(Path name) throws IOException;

  /** What stands at a name, of a link itself; empty when nothing does. */
  Optional<BasicFileAttributes> attributes(Path name) throws IOException;

  /** Opens a file for reading. Ask {@link #attributes} first: a pipe would block. */
  SeekableByteChannel read(Path name) throws IOException;

  /** Creates a file that must not be there, for writing. */
  SeekableByteChannel create(Path name) throws IOException;

  /** Renames in one step, replacing a file of the new name. */
  void move(Path name, OpenDirectory target, Path newName) throws IOException;

  /** Deletes what stands at the name, unless it is a directory. */
  void deleteFile(Path name) throws IOException;

  /** Deletes an empty directory. */
  void deleteDirectory(Path name) throws IOException;

  /** Lets the owner read, change and enter a directory that can be read already. */
  void unlock(Path name) throws IOException;

  /** The names in it, in no order; can be asked for once. */
  Iterator<Path> names();

  @Override
  void close() throws IOException;
}
