package io.ollio.local.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract cannot see: special files, huge ones, deep trees, permissions. */
class WorkspaceFilesTest {
  private static final Resources SMALL = new Resources(1 << 20, 1.0, 1_000, 10, 10);

  @TempDir Path directory;
  private Workspace workspace;
  private DiskUsage usage;
  private WorkspaceFiles files;

  @BeforeEach
  void createWorkspace() throws IOException {
    workspace = Workspace.create(directory.resolve("home"), OptionalInt.empty());
    files = new WorkspaceFiles(workspace, SMALL);
    usage = files.usage();
  }

  private Path work(String path) {
    return workspace.work().resolve(path);
  }

  @Test
  void find_pipe_isRefusedWithoutBlocking() throws Exception {
    new ProcessBuilder("mkfifo", work("pipe").toString()).start().waitFor();

    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> files.find(FilePath.of("pipe")))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("special"));
    assertThatThrownBy(() -> files.find(FilePath.of("pipe/below"))).isInstanceOf(FileRefused.class);
    assertThatThrownBy(() -> files.write(FilePath.of("pipe"), FileContent.of("x")))
        .isInstanceOf(FileRefused.class);
  }

  @Test
  void find_sparseGiant_isRefusedBeforeReading() throws IOException {
    try (RandomAccessFile giant = new RandomAccessFile(work("giant").toFile(), "rw")) {
      giant.setLength(1L << 40);
    }

    assertThatThrownBy(() -> files.find(FilePath.of("giant")))
        .isInstanceOf(FileRefused.class)
        .hasMessageContaining("1099511627776");
    assertThatThrownBy(() -> files.collect(List.of())).isInstanceOf(QuotaExceeded.class);
  }

  @Test
  void isExceeded_leftByADeletion_counts() throws IOException {
    Path left = Files.createDirectory(workspace.work().resolveSibling("staging").resolve("left"));
    Files.write(left.resolve("f"), new byte[1_001]);

    assertThat(usage.isExceeded(0)).isTrue();
  }

  @Test
  void list_moreFilesThanTheDiskMayHold_isRefused() throws IOException {
    for (int i = 0; i < 11; i++) {
      Files.createFile(work("f" + i));
    }

    assertThatThrownBy(() -> files.list(Optional.empty(), 1))
        .isInstanceOf(QuotaExceeded.class)
        .hasMessageContaining("10 files");
    assertThatThrownBy(() -> files.collect(List.of())).isInstanceOf(QuotaExceeded.class);
  }

  @Test
  void write_treeTooDeepToMeasure_countsAsFull() throws IOException {
    Resources many = new Resources(1 << 20, 1.0, 1_000, 5_000, 10);
    Path deep = workspace.work();
    for (int i = 0; i < 250; i++) {
      deep = Files.createDirectory(deep.resolve("d"));
    }
    WorkspaceFiles deepFiles = new WorkspaceFiles(workspace, many);

    assertThatThrownBy(() -> deepFiles.write(FilePath.of("a.txt"), FileContent.of("x")))
        .isInstanceOf(QuotaExceeded.class);
    assertThat(deepFiles.delete(FilePath.of("d"))).isTrue();
    deepFiles.write(FilePath.of("a.txt"), FileContent.of("x"));
  }

  @Test
  void write_whileCommandsRun_countsWhatTheyHaveWritten() throws IOException {
    files.write(FilePath.of("a.txt"), FileContent.of("x"));
    usage.commandBegins();
    Files.write(work("theirs"), new byte[990]);

    assertThatThrownBy(() -> files.write(FilePath.of("b.txt"), FileContent.of("y".repeat(20))))
        .isInstanceOf(QuotaExceeded.class)
        .hasMessageContaining("991 bytes of 1000");
    Files.delete(work("theirs"));
    usage.commandEnded();
    files.write(FilePath.of("b.txt"), FileContent.of("y".repeat(20)));
  }

  @Test
  void write_overScript_keepsItsPermissions() throws IOException {
    files.write(FilePath.of("run.sh"), FileContent.of("old"));
    Files.setPosixFilePermissions(work("run.sh"), PosixFilePermissions.fromString("rwxr-x---"));

    files.write(FilePath.of("run.sh"), FileContent.of("new"));

    assertThat(Files.getPosixFilePermissions(work("run.sh")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(work("run.sh")).hasContent("new");
  }

  @Test
  void write_refused_leavesNothingInStaging() throws IOException {
    Files.createFile(work("file"));

    assertThatThrownBy(() -> files.write(FilePath.of("file/below"), FileContent.of("x")))
        .isInstanceOf(FileRefused.class);

    assertThat(directory.resolve("home/staging")).isEmptyDirectory();
  }

  @Test
  void write_reader_neverSeesHalfOfIt() {
    FilePath path = FilePath.of("a.txt");
    String first = "1".repeat(400);
    String second = "2".repeat(300);
    files.write(path, FileContent.of(first));
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 300; i++) {
                files.write(path, FileContent.of(i % 2 == 0 ? second : first));
              }
            });
    writer.start();

    while (writer.isAlive()) {
      assertThat(files.read(path).text()).isIn(first, second);
    }
  }

  @Test
  void delete_deepDirectory_isGoneAtOnce() throws IOException {
    Path deep = work("d");
    for (int i = 0; i < 300; i++) {
      Files.createDirectory(deep);
      deep = deep.resolve("d");
    }

    assertThat(files.delete(FilePath.of("d"))).isTrue();

    assertThat(workspace.work()).isEmptyDirectory();
  }
}
