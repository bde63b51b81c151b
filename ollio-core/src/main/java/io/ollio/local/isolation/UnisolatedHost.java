package io.ollio.local.isolation;

import io.ollio.IdSource;
import io.ollio.sandbox.Isolation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plain processes of this host: nothing holds a command back. Only the time limit, the output cap,
 * a clean environment and the killing of what a command started are in force; to find the latter,
 * each command carries a mark in its environment (read from {@code /proc}, so Linux only; elsewhere
 * only living descendants are found).
 */
public final class UnisolatedHost implements CommandIsolation {
  /** Environment variable whose value tells whose descendant a process is. */
  static final String MARK = "OLLIO_COMMAND";

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final IdSource ids;

  /** Marks commands with ids of this source. */
  public UnisolatedHost(IdSource ids) {
    this.ids = ids;
  }

  @Override
  public Isolation isolation() {
    return Isolation.none(
        "Commands run on this host WITHOUT ANY ISOLATION because the host application insisted");
  }

  @Override
  public boolean allowsCommands() {
    return true;
  }

  @Override
  public Seat seat() {
    return Seat.own(0);
  }

  @Override
  public IsolatedProcess start(Launch launch) throws IOException {
    String mark = ids.get();
    ProcessBuilder builder = new ProcessBuilder(commandLine(launch.script()));
    builder.directory(directory(launch).toFile());
    builder.redirectInput(new File("/dev/null"));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("LANG", "C.UTF-8");
    environment.put("HOME", launch.workspace().toString());
    environment.putAll(launch.environment());
    environment.put(MARK, mark);
    return new UnisolatedProcess(builder.start(), MARK + "=" + mark);
  }

  /** A session of its own keeps it away from the JVM's terminal. */
  private static List<String> commandLine(String script) {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      line.add(SETSID.toString());
    }
    line.addAll(List.of("bash", "-c", script));
    return line;
  }

  private static Path directory(Launch launch) {
    return launch
        .directory()
        .map(path -> launch.workspace().resolve(path.value()))
        .orElse(launch.workspace());
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
