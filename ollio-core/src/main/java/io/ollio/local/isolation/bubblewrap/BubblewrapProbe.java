package io.ollio.local.isolation.bubblewrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ollio.local.isolation.IsolatedProcess;
import io.ollio.local.isolation.Launch;
import io.ollio.local.isolation.Seat;
import io.ollio.local.workspace.Workspace;
import io.ollio.sandbox.SandboxSpec.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the real command line once and believes nothing but what it sees from inside: half of the
 * known failures happen with bubblewrap installed.
 */
final class BubblewrapProbe {
  private static final int SECONDS = 10;
  private static final List<String> NAMESPACES = List.of("user", "pid", "net", "mnt", "ipc", "uts");

  private static final String SCRIPT =
      """
      grep -E '^(NoNewPrivs|Seccomp|CapEff|CapBnd):' /proc/self/status
      for n in user pid net mnt ipc uts; do echo $n=$(readlink /proc/self/ns/$n); done
      touch ~/probe && echo workspace=writable
      for d in / /usr /etc /dev; do [ -w $d ] && echo "$d is writable" >&2 && exit 1; done
      echo system=read-only
      [ -e "$OUTSIDE" ] || echo host=hidden
      """;

  private final Bubblewrap bubblewrap;
  private final Path directory;

  BubblewrapProbe(Bubblewrap bubblewrap, Path directory) {
    this.bubblewrap = bubblewrap;
    this.directory = directory;
  }

  /** What is wrong and what to do about it, in one line; empty when commands are isolated. */
  Optional<String> problem() throws IOException {
    Seat seat = bubblewrap.seat();
    Workspace workspace = Workspace.create(directory.resolve("probe"), seat.uid());
    try {
      Launch launch =
          new Launch(
              seat,
              workspace.work(),
              Optional.empty(),
              SCRIPT,
              Map.of("OUTSIDE", directory.toString()),
              Resources.DEFAULT,
              Duration.ofSeconds(SECONDS));
      Optional<String> problem = judge(launch);
      if (problem.isEmpty() && !Files.deleteIfExists(workspace.work().resolve("probe"))) {
        return Optional.of("bubblewrap runs, but the JVM does not see the files made in there");
      }
      return problem;
    } finally {
      workspace.remove();
    }
  }

  private Optional<String> judge(Launch launch) throws IOException {
    IsolatedProcess started = bubblewrap.start(launch);
    try {
      if (!started.process().waitFor(SECONDS, TimeUnit.SECONDS)) {
        return Optional.of("bubblewrap did not end within " + SECONDS + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("The probe of bubblewrap was interrupted");
    } finally {
      started.kill();
      started.sweep();
    }
    String errors = new String(started.process().getErrorStream().readAllBytes(), UTF_8);
    String output = new String(started.process().getInputStream().readAllBytes(), UTF_8);
    return started.process().exitValue() == 0
        ? weakness(output)
        : Optional.of(Remedy.forFailure(errors));
  }

  /** What is missing from the proof. */
  private static Optional<String> weakness(String output) throws IOException {
    List<String> lines = output.lines().map(line -> line.replace('\t', ' ')).toList();
    for (String proof :
        List.of(
            "NoNewPrivs: 1",
            "Seccomp: 2",
            "CapEff: 0000000000000000",
            "CapBnd: 0000000000000000",
            "workspace=writable",
            "system=read-only",
            "host=hidden")) {
      if (!lines.contains(proof)) {
        return Optional.of("bubblewrap runs but does not isolate: no sign of " + proof);
      }
    }
    for (String namespace : NAMESPACES) {
      Path own = Files.readSymbolicLink(Path.of("/proc/self/ns", namespace));
      String line =
          lines.stream().filter(text -> text.startsWith(namespace + "=")).findFirst().orElse("");
      if (!line.startsWith(namespace + "=" + namespace + ":[") || line.endsWith("=" + own)) {
        return Optional.of("bubblewrap runs but does not isolate: same namespace " + namespace);
      }
    }
    return Optional.empty();
  }
}
