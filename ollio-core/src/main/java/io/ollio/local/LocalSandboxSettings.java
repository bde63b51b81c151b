package io.ollio.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How local sandboxes are kept, and how their commands are held back.
 *
 * @param directory where they live; empty for the system's directory for temporary files
 * @param bubblewrap the program {@code bwrap}; empty to look in the usual places
 * @param readOnlyPaths host directories that isolated commands may read besides {@code /usr}, e.g.
 *     of a language that is installed elsewhere; must hold nothing secret
 * @param cpuMonitorWindow when set, a command is killed that keeps its processors over 90 % busy
 *     through a window of this length. Honest builds do that, too
 * @param templates packages that isolated commands find when a sandbox asks for them by name
 * @param runCommandsOnThisHostWithoutAnyIsolation lets commands that a model wrote do on this host
 *     whatever the JVM's user can do: read every secret, delete every file, use the network. Only
 *     for a machine that holds nothing and is thrown away afterwards
 */
public record LocalSandboxSettings(
    Optional<Path> directory,
    Optional<Path> bubblewrap,
    List<Path> readOnlyPaths,
    Optional<Duration> cpuMonitorWindow,
    List<LocalTemplate> templates,
    boolean runCommandsOnThisHostWithoutAnyIsolation) {

  /** The window that {@link #withCpuMonitor()} sets. */
  public static final Duration DEFAULT_CPU_MONITOR_WINDOW = Duration.ofSeconds(10);

  /** In the system's directory for temporary files; commands only where they can be isolated. */
  public static final LocalSandboxSettings DEFAULT =
      new LocalSandboxSettings(
          Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), false);

  /** Copies the lists. */
  public LocalSandboxSettings {
    readOnlyPaths = List.copyOf(readOnlyPaths);
    templates = List.copyOf(templates);
  }

  /** These settings with sandboxes below another directory, which is created when missing. */
  public LocalSandboxSettings withDirectory(Path place) {
    return new LocalSandboxSettings(
        Optional.of(place),
        bubblewrap,
        readOnlyPaths,
        cpuMonitorWindow,
        templates,
        runCommandsOnThisHostWithoutAnyIsolation);
  }

  /** These settings with this program for {@code bwrap}. */
  public LocalSandboxSettings withBubblewrap(Path program) {
    return new LocalSandboxSettings(
        directory,
        Optional.of(program),
        readOnlyPaths,
        cpuMonitorWindow,
        templates,
        runCommandsOnThisHostWithoutAnyIsolation);
  }

  /** These settings with more host directories that isolated commands may read. */
  public LocalSandboxSettings withReadOnlyPaths(List<Path> paths) {
    return new LocalSandboxSettings(
        directory,
        bubblewrap,
        paths,
        cpuMonitorWindow,
        templates,
        runCommandsOnThisHostWithoutAnyIsolation);
  }

  /** These settings with the CPU monitor over ten seconds. */
  public LocalSandboxSettings withCpuMonitor() {
    return withCpuMonitor(DEFAULT_CPU_MONITOR_WINDOW);
  }

  /** These settings with the CPU monitor over a window. */
  public LocalSandboxSettings withCpuMonitor(Duration window) {
    return new LocalSandboxSettings(
        directory,
        bubblewrap,
        readOnlyPaths,
        Optional.of(window),
        templates,
        runCommandsOnThisHostWithoutAnyIsolation);
  }

  /** These settings with these templates. */
  public LocalSandboxSettings withTemplates(LocalTemplate... chosen) {
    return new LocalSandboxSettings(
        directory,
        bubblewrap,
        readOnlyPaths,
        cpuMonitorWindow,
        List.of(chosen),
        runCommandsOnThisHostWithoutAnyIsolation);
  }

  /** These settings with the option that its name describes. */
  public LocalSandboxSettings runCommandsOnThisHostWithoutAnyIsolation(boolean insisted) {
    return new LocalSandboxSettings(
        directory, bubblewrap, readOnlyPaths, cpuMonitorWindow, templates, insisted);
  }
}
