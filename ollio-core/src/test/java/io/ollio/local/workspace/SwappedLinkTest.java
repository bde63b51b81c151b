package io.ollio.local.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.sandbox.FileEntry;
import io.ollio.sandbox.SandboxException;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory and a link to a secret place take turns under one name while files are used. */
class SwappedLinkTest {
  private static final int ROUNDS = 3_000;
  private static final FilePath SECRET = FilePath.of("a/file.txt");

  @TempDir Path directory;
  private Path outside;
  private Workspace workspace;
  private WorkspaceFiles files;
  private Thread swapper;

  @BeforeEach
  void startSwapping() throws IOException {
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("file.txt"), "secret");
    workspace = Workspace.create(directory.resolve("home"), OptionalInt.empty());
    Resources resources = Resources.DEFAULT;
    files = new WorkspaceFiles(workspace, resources);
    Files.createDirectory(workspace.work().resolve("real"));
    Files.writeString(workspace.work().resolve("real/file.txt"), "harmless");
    Files.createSymbolicLink(workspace.work().resolve("link"), outside);
    swapper = new Thread(this::swap);
    swapper.start();
  }

  @AfterEach
  void stopSwapping() throws InterruptedException {
    swapper.interrupt();
    swapper.join();
  }

  /** Three renames a turn: what was called a steps aside, the other one becomes a. */
  private void swap() {
    Path work = workspace.work();
    while (!Thread.currentThread().isInterrupted()) {
      swapIn(work.resolve("real"), work.resolve("a"));
      swapIn(work.resolve("link"), work.resolve("a"));
    }
  }

  private static void swapIn(Path name, Path a) {
    try {
      Files.move(name, a, StandardCopyOption.ATOMIC_MOVE);
      Files.move(a, name, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException lostToTheOtherSide) {
      Thread.onSpinWait();
    }
  }

  /** The same without chance: what a handle does happens in the directory it was opened on. */
  @Test
  void openDirectory_swappedForLinkAfterwards_isStillTheSame() throws Exception {
    stopSwapping();
    Path work = workspace.work();
    Path stage = Files.createDirectory(work.resolve("stage"));
    Files.writeString(stage.resolve("file.txt"), "mine");
    try (OpenDirectory opened = workspace.openWork();
        OpenDirectory held = opened.enter(Path.of("stage"))) {
      Files.move(stage, work.resolve("aside"));
      Files.createSymbolicLink(stage, outside);

      assertThat(held.attributes(Path.of("file.txt")).orElseThrow().size()).isEqualTo(4);
      held.move(Path.of("file.txt"), held, Path.of("renamed.txt"));
      held.create(Path.of("new.txt")).close();
      held.deleteFile(Path.of("new.txt"));
      assertThatThrownBy(() -> opened.enter(Path.of("stage"))).isInstanceOf(IOException.class);
    }
    assertThat(work.resolve("aside/renamed.txt")).hasContent("mine");
    assertThat(outside.resolve("file.txt")).hasContent("secret");
  }

  @Test
  void find_neverGivesTheSecret() {
    int seen = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Optional<String> text = attempt(() -> files.find(SECRET).map(FileContent::text).orElse(""));
      assertThat(text).isNotEqualTo(Optional.of("secret"));
      seen += text.equals(Optional.of("harmless")) ? 1 : 0;
    }
    assertThat(seen).as("reads that met the real file").isPositive();
  }

  @Test
  void listAndCollect_neverLookOutside() throws IOException {
    Files.writeString(outside.resolve("other.txt"), "secret");
    for (int i = 0; i < ROUNDS / 4; i++) {
      List<FileEntry> entries = attempt(() -> files.list(Optional.empty(), 3)).orElse(List.of());
      assertThat(entries).noneMatch(entry -> entry.path().name().equals("other.txt"));
      FileTree tree = attempt(() -> files.collect(List.of())).orElse(FileTree.empty());
      assertThat(tree.files().values()).doesNotContain(FileContent.of("secret"));
    }
  }

  @Test
  void writeDeleteAndMove_neverTouchTheOutside() throws IOException {
    for (int i = 0; i < ROUNDS / 4; i++) {
      attempt(
          () -> {
            files.write(SECRET, FileContent.of("overwritten"));
            return true;
          });
      attempt(() -> files.delete(FilePath.of("a/file.txt")));
      attempt(
          () -> {
            files.move(SECRET, FilePath.of("moved.txt"));
            return true;
          });
    }
    assertThat(outside).isDirectoryContaining("glob:**/file.txt");
    assertThat(outside.resolve("file.txt")).hasContent("secret");
    try (var left = Files.list(outside)) {
      assertThat(left).hasSize(1);
    }
  }

  private interface Attempt<T> {
    T run();
  }

  private static <T> Optional<T> attempt(Attempt<T> operation) {
    try {
      return Optional.of(operation.run());
    } catch (SandboxException refused) {
      return Optional.empty();
    }
  }
}
