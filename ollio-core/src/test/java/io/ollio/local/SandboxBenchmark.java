package io.ollio.local;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.PooledSandboxProvider;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Latencies of the local sandbox, and the cycles of {@link SandboxCyclesTest} in any number. A
 * program, not a test: {@code mvn test-compile}, then start it with the test class path, an empty
 * directory and the number of cycles.
 */
public final class SandboxBenchmark {
  private static final int ROUNDS = 200;

  private SandboxBenchmark() {}

  /** Takes an empty directory and a number of cycles, 0 for none. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    LocalSandboxSettings settings = LocalSandboxSettings.DEFAULT.withDirectory(directory);
    try (LocalSandboxProvider provider = new LocalSandboxProvider(settings)) {
      print("isolation: " + provider.isolation());
      print("load average: " + Files.readString(Path.of("/proc/loadavg")).strip());
      commands(provider);
      opening(provider);
      fromPool(provider);
    }
    int cycles = Integer.parseInt(arguments[1]);
    if (cycles > 0) {
      long start = System.nanoTime();
      String left = SandboxCyclesTest.heldAfter(cycles, directory);
      print(cycles + " cycles: " + left + ", " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
  }

  /** Plain and isolated take turns, so that both meet the same load. */
  private static void commands(SandboxProvider provider) throws Exception {
    ProcessBuilder plain = new ProcessBuilder("/usr/bin/true");
    try (Sandbox sandbox = provider.open(SandboxSpec.DEFAULT, Cancellation.none())) {
      Callable<Boolean> isolated = () -> run(sandbox);
      Callable<Boolean> direct = () -> plain.start().waitFor() == 0;
      long[] direct200 = new long[ROUNDS];
      long[] isolated200 = new long[ROUNDS];
      for (int i = -20; i < ROUNDS; i++) {
        direct200[Math.max(0, i)] = micros(direct);
        isolated200[Math.max(0, i)] = micros(isolated);
      }
      print("plain process, true:    " + summary(direct200));
      print("isolated command, true: " + summary(isolated200));
    }
  }

  private static boolean run(Sandbox sandbox) {
    return sandbox
        .commands()
        .orElseThrow()
        .run(Command.of("true"), CommandOutput.SILENT, Cancellation.none())
        .isSuccess();
  }

  private static void opening(SandboxProvider provider) throws Exception {
    Map<FilePath, FileContent> files = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      files.put(
          FilePath.of("dir" + i % 5 + "/file" + i + ".txt"), FileContent.of("x".repeat(2_000)));
    }
    long[] micros = new long[ROUNDS];
    for (int i = -20; i < ROUNDS; i++) {
      Sandbox[] opened = new Sandbox[1];
      micros[Math.max(0, i)] =
          micros(
              () -> {
                opened[0] = provider.open(SandboxSpec.DEFAULT, Cancellation.none());
                opened[0].files().writeAll(files);
                return true;
              });
      opened[0].close();
    }
    print("open with 50 files:     " + summary(micros));
  }

  private static void fromPool(SandboxProvider provider) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    long[] micros = new long[ROUNDS];
    try (PooledSandboxProvider pool =
        new PooledSandboxProvider(provider, SandboxSpec.DEFAULT, 4, executor)) {
      for (int i = -20; i < ROUNDS; i++) {
        executor.submit(() -> {}).get();
        Sandbox[] opened = new Sandbox[1];
        micros[Math.max(0, i)] =
            micros(
                () -> {
                  opened[0] = pool.open(SandboxSpec.DEFAULT, Cancellation.none());
                  return true;
                });
        opened[0].close();
      }
    }
    executor.shutdown();
    print("open from the pool:     " + summary(micros));
  }

  private static long micros(Callable<Boolean> action) throws Exception {
    long start = System.nanoTime();
    action.call();
    return (System.nanoTime() - start) / 1_000;
  }

  private static String summary(long[] micros) {
    long[] sorted = micros.clone();
    Arrays.sort(sorted);
    return String.format(
        "min %.1f, median %.1f, 90 %% %.1f ms (%d rounds)",
        sorted[0] / 1e3,
        sorted[sorted.length / 2] / 1e3,
        sorted[sorted.length * 9 / 10] / 1e3,
        sorted.length);
  }

  private static void print(String line) throws IOException {
    // checkstyle: allow Print because this is a program
    System.out.println(line);
  }
}
