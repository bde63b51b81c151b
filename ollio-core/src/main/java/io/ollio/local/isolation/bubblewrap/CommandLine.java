package io.ollio.local.isolation.bubblewrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ollio.local.isolation.Launch;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line of one isolated command. Why each part is there is told in {@code
 * docs/sandbox.md}; nearly every one was added because something got through without it.
 */
final class CommandLine {
  private static final String HOME = "/home/user";
  private static final long MAX_FILE_BYTES = 256L << 20;
  private static final int OPEN_FILES = 1_024;
  private static final long DEV_SHM_BYTES = 16L << 20;
  private static final long TMP_BYTES = 64L << 20;

  /** Opens the filter and the arguments, which Java cannot hand over, then becomes the rest. */
  private static final String OPEN_HANDLES = "exec 9<\"$0\" 8<\"$1\"; shift; exec \"$@\"";

  /**
   * Process 1 of the sandbox: keeps nothing of the output open, runs the command, ends with it.
   * With its end the kernel kills whatever is left, and only then bubblewrap ends.
   */
  private static final String FIRST_PROCESS =
      "exec 3>&1 4>&2 >/dev/null 2>&1; @BRIDGE@\"$@\" >&3 2>&4 3>&- 4>&-; exit $?";

  private static final String PACKAGES = "/home/node_modules";
  private static final String BRIDGE = "/run/ollio";

  /** Within the limits: SIGUSR1 opens Node's debugger, and so lends whatever it may do. */
  private static final String START_BRIDGE = " node " + BRIDGE + "/bridge.mjs 3>&- 4>&- & ";

  private final BubblewrapHost host;
  private final Launch launch;

  CommandLine(BubblewrapHost host, Launch launch) {
    this.host = host;
    this.launch = launch;
  }

  /**
   * What to start.
   *
   * @param arguments the file that holds {@link #arguments()}
   */
  List<String> program(Path arguments) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("/bin/sh", "-c", OPEN_HANDLES, host.filter().toString()));
    line.add(arguments.toString());
    host.taskset()
        .ifPresent(taskset -> line.addAll(List.of(taskset.toString(), "-c", processors())));
    launch.seat().uid().ifPresent(uid -> dropRoot(line, uid));
    line.addAll(
        List.of(host.bwrap().toString(), "--args", "8", "--seccomp", "9", "--as-pid-1", "--"));
    String bridge =
        launch.seat().bridge().isPresent() ? String.join(" ", limits()) + START_BRIDGE : "";
    line.addAll(List.of("/bin/sh", "-c", FIRST_PROCESS.replace("@BRIDGE@", bridge), "sh"));
    line.addAll(limits());
    line.addAll(List.of("/bin/bash", "-c", launch.script()));
    return line;
  }

  /** Bubblewrap's arguments, each ended by NUL; in a file so that no other user can read them. */
  byte[] arguments() {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts"));
    all.addAll(List.of("--unshare-net", "--unshare-cgroup-try"));
    all.addAll(host.options());
    all.addAll(List.of("--uid", "1000", "--gid", "1000", "--hostname", "ollio"));
    all.addAll(List.of("--die-with-parent", "--new-session", "--cap-drop", "ALL"));
    addEnvironment(all);
    all.addAll(host.systemDirectories());
    all.addAll(List.of("--ro-bind", host.etc().toString(), "/etc"));
    all.addAll(List.of("--ro-bind-try", "/etc/alternatives", "/etc/alternatives"));
    all.addAll(List.of("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"));
    all.addAll(List.of("--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys", "--dev", "/dev"));
    all.addAll(List.of("--size", Long.toString(DEV_SHM_BYTES), "--tmpfs", "/dev/shm"));
    all.addAll(List.of("--size", Long.toString(TMP_BYTES), "--tmpfs", "/tmp"));
    all.addAll(List.of("--bind", launch.workspace().toString(), HOME, "--chdir", directory()));
    addSeat(all);
    all.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String argument : all) {
      bytes.writeBytes(argument.getBytes(UTF_8));
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  /** Never below the workspace, where a link could lead a mount elsewhere. */
  private void addSeat(List<String> all) {
    launch
        .seat()
        .packages()
        .ifPresent(path -> all.addAll(List.of("--ro-bind", path.toString(), PACKAGES)));
    launch
        .seat()
        .bridge()
        .ifPresent(path -> all.addAll(List.of("--ro-bind", path.toString(), BRIDGE)));
  }

  private void addEnvironment(List<String> all) {
    Map<String, String> variables = new LinkedHashMap<>();
    String packages = launch.seat().packages().isPresent() ? PACKAGES + "/.bin:" : "";
    variables.put("PATH", packages + "/usr/local/bin:/usr/bin:/bin");
    variables.put("HOME", HOME);
    variables.put("LANG", "C.UTF-8");
    variables.put("TMPDIR", "/tmp");
    variables.putAll(launch.environment());
    all.add("--clearenv");
    variables.forEach((name, value) -> all.addAll(List.of("--setenv", name, value)));
  }

  private void dropRoot(List<String> line, int uid) {
    String user = Integer.toString(uid);
    line.add(host.setpriv().orElseThrow().toString());
    line.addAll(List.of("--reuid", user, "--regid", user, "--clear-groups"));
    line.addAll(List.of("--inh-caps=-all", "--bounding-set=-all"));
  }

  /** As many processors as are allowed, beginning at the seat's. */
  private String processors() {
    List<Integer> all = host.processors();
    int count = (int) Math.min(all.size(), Math.ceil(launch.resources().cpus()));
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = Math.floorMod(launch.seat().number() * count + i, all.size());
      chosen.add(Integer.toString(all.get(index)));
    }
    return String.join(",", chosen);
  }

  /** Set inside: outside, the number of processes would count every thread of the JVM's user. */
  private List<String> limits() {
    long fileBytes = Math.min(MAX_FILE_BYTES, launch.resources().diskBytes());
    long cpuSeconds =
        (long) Math.ceil(launch.timeLimit().toMillis() / 1_000.0 * launch.resources().cpus());
    return List.of(
        host.prlimit().toString(),
        "--core=0:0",
        "--fsize=" + fileBytes,
        "--data=" + launch.resources().memoryBytes(),
        "--nofile=" + OPEN_FILES,
        "--nproc=" + launch.resources().maxProcesses(),
        "--cpu=" + (cpuSeconds + 2) + ":" + (cpuSeconds + 7),
        "--");
  }

  private String directory() {
    return launch.directory().map(path -> HOME + "/" + path).orElse(HOME);
  }
}
