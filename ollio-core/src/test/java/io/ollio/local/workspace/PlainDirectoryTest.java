package io.ollio.local.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way without secure directory streams must do the same as the way with them. */
class PlainDirectoryTest {
  @TempDir Path directory;
  private OpenDirectory plain;

  @BeforeEach
  void openDirectory() {
    plain = new PlainDirectory(directory);
  }

  @Test
  void enter_linkFileOrNothing_isRefused() throws IOException {
    Files.createDirectory(directory.resolve("real"));
    Files.createFile(directory.resolve("file"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("real"));

    plain.enter(Path.of("real")).close();

    for (String name : List.of("link", "file", "missing")) {
      assertThatThrownBy(() -> plain.enter(Path.of(name)))
          .isInstanceOf(NotDirectoryException.class);
    }
  }

  @Test
  void attributes_link_areItsOwn() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));

    assertThat(plain.attributes(Path.of("link")).map(BasicFileAttributes::isSymbolicLink))
        .contains(true);
    assertThat(plain.attributes(Path.of("missing"))).isEmpty();
  }

  @Test
  void read_link_fails() throws IOException {
    Files.createFile(directory.resolve("file"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));

    plain.read(Path.of("file")).close();

    assertThatThrownBy(() -> plain.read(Path.of("link"))).isInstanceOf(IOException.class);
  }

  @Test
  void createMoveDelete_workAsOnTheOtherWay() throws IOException {
    Files.createDirectory(directory.resolve("sub"));
    Files.writeString(directory.resolve("sub/new"), "replaced");

    try (SeekableByteChannel channel = plain.create(Path.of("file"))) {
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
    }
    plain.move(Path.of("file"), plain.enter(Path.of("sub")), Path.of("new"));

    assertThat(directory.resolve("sub/new")).hasContent("x");
    OpenDirectory sub = plain.enter(Path.of("sub"));
    sub.deleteFile(Path.of("new"));
    plain.deleteDirectory(Path.of("sub"));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void names_givesAll_andUnlockOpens() throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Files.createFile(directory.resolve("b"));
    Files.setPosixFilePermissions(
        directory.resolve("a"), PosixFilePermissions.fromString("r-x------"));

    plain.unlock(Path.of("a"));

    List<String> names = new ArrayList<>();
    plain.names().forEachRemaining(name -> names.add(name.toString()));
    assertThat(names).containsExactlyInAnyOrder("a", "b");
    assertThat(Files.getPosixFilePermissions(directory.resolve("a")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }
}
