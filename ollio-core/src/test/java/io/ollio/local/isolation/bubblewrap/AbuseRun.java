package io.ollio.local.isolation.bubblewrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ollio.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs every case as whatever user started this program. */
public final class AbuseRun {
  private AbuseRun() {}

  static List<AbuseCase> cases() {
    List<AbuseCase> all = new ArrayList<>();
    all.addAll(FileAbuse.cases());
    all.addAll(ProcessAbuse.cases());
    all.addAll(NetworkAbuse.cases());
    all.addAll(KernelAbuse.cases());
    all.addAll(ResourceAbuse.cases());
    all.addAll(JvmAbuse.cases());
    return all;
  }

  /**
   * Takes an empty directory, the file to write what was seen to, a line per case, and {@code
   * isolated} or anything else for no isolation at all.
   */
  public static void main(String[] arguments) throws IOException {
    Path report = Path.of(arguments[1]);
    try (AbuseHost host = new AbuseHost(Path.of(arguments[0]), arguments[2].equals("isolated"))) {
      for (AbuseCase abuse : cases()) {
        if (arguments.length == 3 || arguments[3].contains("|" + abuse.title() + "|")) {
          append(report, abuse.title() + "\t" + seen(abuse, host));
        }
      }
    }
  }

  private static String seen(AbuseCase abuse, AbuseHost host) {
    try {
      String seen = abuse.attack().run(host).lines().findFirst().orElse("nothing");
      return seen.replace(Long.toString(ProcessHandle.current().pid()), "@JVM@");
    } catch (Exception e) {
      return e.toString().replace('\n', ' ');
    }
  }

  private static void append(Path report, String line) throws IOException {
    Files.write(
        report,
        (line + "\n").getBytes(UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** A JVM with a running command, to be killed. */
  public static final class Victim {
    private Victim() {}

    /** Takes a directory for its sandboxes and how long the command sleeps. */
    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      AbuseHost host =
          new AbuseHost(Files.createDirectory(directory.resolve("victim-" + arguments[1])), true);
      Sandbox sandbox = host.open();
      AbuseHost.start(sandbox, "sleep " + arguments[1]);
      AbuseHost.run(sandbox, "sleep 0.1");
      Files.writeString(directory.resolve("ready-" + arguments[1]), "");
      new Thread(() -> {}).join(TimeUnit.MINUTES.toMillis(1));
      new ProcessBuilder("sleep", "60").start().waitFor();
    }
  }
}
