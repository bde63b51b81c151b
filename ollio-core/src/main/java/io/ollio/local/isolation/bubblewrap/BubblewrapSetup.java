package io.ollio.local.isolation.bubblewrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ollio.local.isolation.CommandIsolation;
import io.ollio.local.isolation.NoCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds out whether bubblewrap can isolate commands here, and prepares what it needs. */
public final class BubblewrapSetup {
  private static final int HELP_SECONDS = 10;

  private final Path directory;
  private final List<Path> readOnlyPaths;
  private final Optional<Path> program;

  /**
   * A setup that has not looked at anything yet.
   *
   * @param directory an empty directory that everybody who knows it may pass through
   * @param readOnlyPaths host directories that commands may read besides the system's
   * @param program where bubblewrap is; empty to look in the usual places
   */
  public BubblewrapSetup(Path directory, List<Path> readOnlyPaths, Optional<Path> program) {
    this.directory = directory;
    this.readOnlyPaths = List.copyOf(readOnlyPaths);
    this.program = program;
  }

  /**
   * Prepares and probes. Never falls back to anything weaker: without proof the result starts no
   * commands and says why.
   *
   * @param isRoot whether the JVM's user is root, whose power must be dropped first
   */
  public CommandIsolation prove(boolean isRoot) {
    try {
      BubblewrapHost host = host(isRoot);
      Bubblewrap bubblewrap = new Bubblewrap(host, detail(host));
      Optional<String> problem = new BubblewrapProbe(bubblewrap, directory).problem();
      if (problem.isEmpty()) {
        return bubblewrap;
      }
      bubblewrap.close();
      return new NoCommands(problem.get());
    } catch (MissingException e) {
      return new NoCommands(e.advice);
    } catch (IOException e) {
      return new NoCommands("Commands cannot be isolated: " + e);
    }
  }

  private BubblewrapHost host(boolean isRoot) throws IOException, MissingException {
    if (!Files.isReadable(Path.of("/proc/self/ns/user"))) {
      throw new MissingException("Commands can be isolated on Linux only");
    }
    Architecture architecture =
        Architecture.current()
            .orElseThrow(
                () -> new MissingException("There is no system call filter for this processor"));
    for (Path path : readOnlyPaths) {
      if (!Files.exists(path)) {
        throw new MissingException(
            path + ", one of LocalSandboxSettings.readOnlyPaths, does not exist: leave it out");
      }
    }
    Path bwrap = program.isPresent() ? executable(program.get()) : required("bwrap", "bubblewrap");
    required("bash", "bash");
    BubblewrapHost host =
        new BubblewrapHost(
            bwrap,
            required("prlimit", "util-linux"),
            HostPrograms.find("taskset"),
            isRoot ? Optional.of(required("setpriv", "util-linux")) : Optional.empty(),
            options(bwrap),
            HostPrograms.systemDirectories(readOnlyPaths),
            HostPrograms.processors(),
            directory);
    writeFiles(host, architecture);
    return host;
  }

  /** The program that the host named, and no other. */
  private static Path executable(Path named) throws MissingException {
    if (!Files.isExecutable(named)) {
      throw new MissingException(
          "The program for isolation, " + named + ", does not exist or may not be executed");
    }
    return named;
  }

  private static Path required(String name, String packageName) throws MissingException {
    return HostPrograms.find(name)
        .orElseThrow(
            () ->
                new MissingException(
                    name
                        + " is not installed: install the package "
                        + packageName
                        + " to let commands run isolated"));
  }

  /** Version 0.8 and newer can forbid further user namespaces; the filter does so in any case. */
  private static List<String> options(Path bwrap) throws IOException {
    Process help = new ProcessBuilder(bwrap.toString(), "--help").redirectErrorStream(true).start();
    String text = new String(help.getInputStream().readAllBytes(), UTF_8);
    try {
      help.waitFor(HELP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return text.contains("--disable-userns") ? List.of("--disable-userns") : List.of();
  }

  private static void writeFiles(BubblewrapHost host, Architecture architecture)
      throws IOException {
    makeDirectory(host.etc(), "rwxr-xr-x");
    makeDirectory(host.launches(), "rwx------");
    makeDirectory(host.etc().resolve("alternatives"), "rwxr-xr-x");
    writeFile(host.filter(), SeccompFilter.program(architecture));
    writeEtc(host, "passwd", "user:x:1000:1000::/home/user:/bin/bash\n");
    writeEtc(host, "group", "user:x:1000:\n");
    writeEtc(host, "hosts", "127.0.0.1 localhost ollio\n::1 localhost\n");
    writeEtc(host, "nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
    writeEtc(host, "resolv.conf", "");
    writeEtc(host, "ld.so.cache", "");
  }

  private static void writeEtc(BubblewrapHost host, String name, String text) throws IOException {
    writeFile(host.etc().resolve(name), text.getBytes(UTF_8));
  }

  private static void writeFile(Path path, byte[] content) throws IOException {
    Files.write(path, content);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void makeDirectory(Path path, String permissions) throws IOException {
    Files.createDirectory(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String detail(BubblewrapHost host) {
    List<String> parts = new ArrayList<>();
    parts.add("own user, process, network, mount, IPC and host name space");
    parts.add("system call filter");
    parts.add("system read-only, no network");
    parts.add("memory, processes, CPU and disk bounded by rlimits and a watchdog");
    host.taskset().ifPresent(taskset -> parts.add("held on as many processors as allowed"));
    host.setpriv().ifPresent(setpriv -> parts.add("as a user without any rights instead of root"));
    return "bubblewrap: " + String.join("; ", parts);
  }

  /** Something that must be installed is not. */
  private static final class MissingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    MissingException(String advice) {
      super(advice);
      this.advice = advice;
    }
  }
}
