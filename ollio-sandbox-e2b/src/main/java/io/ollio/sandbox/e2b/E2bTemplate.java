package io.ollio.sandbox.e2b;

import io.ollio.InvalidInput;
import java.time.Duration;
import java.util.Optional;

/**
 * A template at E2B as generations use it.
 *
 * @param name its name or id at E2B
 * @param workspace the directory that holds a project's files, absolute; made when missing
 * @param server what shows the files
 */
public record E2bTemplate(String name, String workspace, Optional<Server> server) {
  /** Where a project's files go when nobody says. */
  public static final String DEFAULT_WORKSPACE = "/home/user/workspace";

  /**
   * A server that is started with the sandbox, in the workspace.
   *
   * @param command a bash line that does not end
   * @param port what it listens on
   * @param patience how long it may take to answer
   */
  public record Server(String command, int port, Duration patience) {
    /** Checks the port. */
    public Server {
      InvalidInput.check(
          port >= 1 && port <= 65_535, "port", "is " + port + ", must be 1 to 65535");
    }
  }

  /** Checks the workspace. */
  public E2bTemplate {
    InvalidInput.text(name, "template", 200);
    InvalidInput.check(
        workspace.matches("(/[A-Za-z0-9._-]+){1,20}") && !workspace.contains("/.."),
        "workspace",
        "must be an absolute path of letters, digits, dots, hyphens and underscores");
  }

  /** A template without a server. */
  public static E2bTemplate of(String name) {
    return new E2bTemplate(name, DEFAULT_WORKSPACE, Optional.empty());
  }

  /** A template with Python, whose files are shown as they are. */
  public static E2bTemplate staticSite(String name, int port) {
    return of(name).serving("exec python3 -m http.server " + port + " --bind 127.0.0.1", port);
  }

  /** This template with a server that has half a minute to answer. */
  public E2bTemplate serving(String command, int port) {
    return new E2bTemplate(
        name, workspace, Optional.of(new Server(command, port, Duration.ofSeconds(30))));
  }

  /** This template with its files elsewhere. */
  public E2bTemplate in(String directory) {
    return new E2bTemplate(name, directory, server);
  }
}
