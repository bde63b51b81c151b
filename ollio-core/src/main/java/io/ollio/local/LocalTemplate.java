package io.ollio.local;

import io.ollio.InvalidInput;
import java.nio.file.Path;

/**
 * Packages that were installed outside of any sandbox, by the script {@code templates/prepare} or
 * by the host's own means, and that commands of a sandbox with this template find read-only. What a
 * model asks for is never installed.
 *
 * @param name what {@link io.ollio.sandbox.SandboxSpec#template} says
 * @param directory absolute; holds {@code node_modules}, which commands see as {@code
 *     /home/node_modules}: Node looks there for whatever the project in {@code /home/user} imports.
 *     Everybody must be able to read it, as commands may run as another user
 */
public record LocalTemplate(String name, Path directory) {
  /** Checks the name and the path. */
  public LocalTemplate {
    InvalidInput.text(name, "template", 100);
    InvalidInput.check(directory.isAbsolute(), "directory", "must be absolute, not " + directory);
  }

  /** The packages. */
  Path packages() {
    return directory.resolve("node_modules");
  }
}
