package io.ollio.local;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How local sandboxes are kept.
 *
 * @param directory where they live; empty for the system's directory for temporary files
 * @param runCommandsOnThisHostWithoutAnyIsolation lets commands that a model wrote do on this host
 *     whatever the JVM's user can do: read every secret, delete every file, use the network. Only
 *     for a machine that holds nothing and is thrown away afterwards
 */
public record LocalSandboxSettings(
    Optional<Path> directory, boolean runCommandsOnThisHostWithoutAnyIsolation) {

  /** In the system's directory for temporary files; commands only where they can be isolated. */
  public static final LocalSandboxSettings DEFAULT =
      new LocalSandboxSettings(Optional.empty(), false);

  /** These settings with sandboxes below another directory, which is created when missing. */
  public LocalSandboxSettings withDirectory(Path place) {
    return new LocalSandboxSettings(Optional.of(place), runCommandsOnThisHostWithoutAnyIsolation);
  }

  /** These settings with the option that its name describes. */
  public LocalSandboxSettings runCommandsOnThisHostWithoutAnyIsolation(boolean insisted) {
    return new LocalSandboxSettings(directory, insisted);
  }
}
