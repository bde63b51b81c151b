package io.ollio.sandbox.e2b.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the fake on a port of this machine, for other clients: {@code E2B_API_URL} and {@code
 * E2B_SANDBOX_URL} are its address, the key is {@link FakeE2b#KEY}. Runs until it is killed.
 */
public final class FakeE2bProgram {
  private FakeE2bProgram() {}

  /** Argument: the port; 0 or none for any, which is written to the file named second. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
    Path root = Files.createTempDirectory("fake-e2b");
    try (FakeE2b fake = FakeE2b.plain(root, InstantSource.system(), port).forgetful()) {
      if (arguments.length > 1) {
        Files.writeString(Path.of(arguments[1]), fake.url());
      }
      new CountDownLatch(1).await();
    }
  }
}
