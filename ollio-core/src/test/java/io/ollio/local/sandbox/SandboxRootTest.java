package io.ollio.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cleaning up after processes that died, with a real second process. */
class SandboxRootTest {
  @TempDir Path directory;

  /** The other process: creates a root with something in it, says so, waits. */
  public static final class Other {
    private Other() {}

    /** Takes the parent directory as its argument. */
    public static void main(String[] arguments) throws IOException {
      SandboxRoot root = SandboxRoot.create(Optional.of(Path.of(arguments[0])));
      Files.createDirectories(root.directory().resolve("local-1/files/deep"));
      Files.writeString(Path.of(arguments[0]).resolve("ready"), "");
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void create_processAlive_leavesItsRoot_processKilled_deletesIt() throws Exception {
    Process other = startOther();

    try (SandboxRoot mine = SandboxRoot.create(Optional.of(directory))) {
      assertThat(roots()).hasSize(2).contains(mine.directory());
    }
    assertThat(roots()).hasSize(1);
    other.destroyForcibly().waitFor();
    try (SandboxRoot mine = SandboxRoot.create(Optional.of(directory))) {
      assertThat(roots()).containsExactly(mine.directory());
    }
    assertThat(roots()).isEmpty();
  }

  @Test
  void create_directoriesThatOnlyLookAlike_stay() throws IOException {
    Path unmarked = Files.createDirectory(directory.resolve("ollio-sandboxes-1-unmarked"));
    Path otherName = Files.createDirectory(directory.resolve("sandboxes"));
    Files.createFile(otherName.resolve("owner.lock"));
    Path linked = directory.resolve("ollio-sandboxes-1-link");
    Files.createSymbolicLink(linked, otherName);
    Path linkedMark = Files.createDirectory(directory.resolve("ollio-sandboxes-1-mark"));
    Files.createSymbolicLink(linkedMark.resolve("owner.lock"), otherName.resolve("owner.lock"));

    SandboxRoot.create(Optional.of(directory)).close();

    assertThat(List.of(unmarked, otherName, linked, linkedMark)).allMatch(Files::exists);
  }

  @Test
  void create_twiceInOneProcess_keepBoth() throws IOException {
    try (SandboxRoot first = SandboxRoot.create(Optional.of(directory));
        SandboxRoot second = SandboxRoot.create(Optional.of(directory))) {
      assertThat(roots()).containsExactlyInAnyOrder(first.directory(), second.directory());
    }
  }

  private List<Path> roots() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(Files::isDirectory).toList();
    }
  }

  private Process startOther() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                directory.toString())
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!Files.exists(directory.resolve("ready")) && System.nanoTime() < deadline) {
      other.waitFor(20, TimeUnit.MILLISECONDS);
    }
    return other;
  }
}
