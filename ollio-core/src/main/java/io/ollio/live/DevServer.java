package io.ollio.live;

import io.ollio.InvalidInput;
import java.time.Duration;

/**
 * How a project is served while it is worked on.
 *
 * @param script what bash runs in the sandbox; must not end
 * @param port what it listens on, on the sandbox's loopback interface
 * @param startTime longest time until it answers
 */
public record DevServer(String script, int port, Duration startTime) {
  /**
   * Vite as the templates of this project set it up. Its optimised packages go to {@code /tmp}, and
   * its configuration is loaded without a temporary file, as the packages are read-only.
   */
  public static final DevServer VITE =
      new DevServer(
          "exec vite --host 127.0.0.1 --port 5173 --strictPort --configLoader native",
          5_173,
          Duration.ofSeconds(60));

  /** Checks the ranges. */
  public DevServer {
    InvalidInput.check(!script.isBlank(), "script", "must not be blank");
    InvalidInput.check(
        port >= 1_024 && port <= 65_535, "port", "is " + port + ", must be 1024 to 65535");
    InvalidInput.check(
        startTime.compareTo(Duration.ZERO) > 0, "startTime", "is " + startTime + ", not positive");
  }
}
