package io.ollio.preview;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A headless Chromium (Debian's package {@code chromium}) that opens one page. Nothing is driven
 * from outside: pages report what they find to the test's own servers.
 */
final class Chromium implements AutoCloseable {
  private final Process process;

  private Chromium(Process process) {
    this.process = process;
  }

  static Chromium open(String url, Path profile) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-extensions",
            "--user-data-dir=" + profile,
            url);
    builder.environment().put("TMPDIR", profile.toString());
    builder.redirectErrorStream(true).redirectOutput(profile.resolve("output.log").toFile());
    return new Chromium(builder.start());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Chromium did not end within 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while ending Chromium", e);
    }
  }
}
