package io.ollio.jdbc.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM of its own with this one's class path; it dies with this one. */
final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final Thread reader;
  private final CompletableFuture<String> firstLine = new CompletableFuture<>();

  private JavaProcess(Process process, Consumer<String> lines) {
    this.process = process;
    this.reader = new Thread(() -> read(lines), "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a program.
   *
   * @param folder for its temporary files and, in {@code errors.log}, its error output
   */
  static JavaProcess start(
      Class<?> program, Path folder, Consumer<String> lines, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-Xmx400m",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            program.getName()));
    words.addAll(List.of(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .redirectError(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("errors.log").toFile()));
      return new JavaProcess(builder.start(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + program.getName(), e);
    }
  }

  /** The first line it printed, as soon as it has. */
  String awaitFirstLine() {
    return firstLine.orTimeout(60, TimeUnit.SECONDS).join();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it without giving it a chance to do anything, like {@code kill -9}. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
      reader.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Consumer<String> lines) {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        firstLine.complete(line);
        lines.accept(line);
      }
    } catch (IOException e) {
      firstLine.completeExceptionally(e);
    }
  }
}
