package io.ollio.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many sandboxes one after the other and side by side, and what is left of them. */
class SandboxCyclesTest {
  private static final int WARM_UP = 10;

  @TempDir Path directory;

  /** What could leak. */
  record Held(long processes, long mounts, long handles, long entries) {
    static Held now(Path sandboxes) throws IOException {
      return new Held(
          ProcessHandle.current().descendants().count(),
          Files.readAllLines(Path.of("/proc/self/mountinfo")).size(),
          count(Path.of("/proc/self/fd"), 1),
          count(sandboxes, 3));
    }

    private static long count(Path path, int depth) throws IOException {
      try (Stream<Path> all = Files.walk(path, depth)) {
        return all.count();
      }
    }
  }

  @Test
  @Tag("slow")
  void openRunClose_twoHundredTimes_leavesNothing() throws IOException {
    assertThat(heldAfter(200, directory)).isEqualTo("nothing left");
  }

  /** Runs the cycles, four at a time; tells what is left. */
  static String heldAfter(int cycles, Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    try (LocalSandboxProvider provider =
        new LocalSandboxProvider(LocalSandboxSettings.DEFAULT.withDirectory(directory))) {
      IntStream.range(0, WARM_UP).parallel().forEach(i -> cycle(provider));
      Held before = Held.now(directory);
      IntStream.range(0, cycles).parallel().forEach(i -> cycle(provider));
      Held after = Held.now(directory);
      return after.equals(before) ? "nothing left" : "before " + before + ", after " + after;
    }
  }

  private static void cycle(LocalSandboxProvider provider) {
    try (Sandbox sandbox = provider.open(SandboxSpec.DEFAULT, Cancellation.none())) {
      sandbox.files().write(FilePath.of("a/b.txt"), FileContent.of("x"));
      String output =
          sandbox
              .commands()
              .orElseThrow(() -> new AssertionError(sandbox.isolation().detail()))
              .run(
                  Command.of("cat a/b.txt; (sleep 60 &)"),
                  CommandOutput.SILENT,
                  Cancellation.none())
              .stdout();
      assertThat(output).isEqualTo("x");
    }
  }
}
