package io.ollio.local.isolation.bubblewrap;

import static io.ollio.local.isolation.bubblewrap.AbuseCase.fails;
import static io.ollio.local.isolation.bubblewrap.AbuseCase.prints;

import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reaching other processes, and outliving one's own end. */
final class ProcessAbuse {
  private ProcessAbuse() {}

  static List<AbuseCase> cases() {
    return List.of(
        prints("find secrets in the environment", "env | grep -c 'secre[t]'", "0"),
        prints(
            "find secrets in process 1's environment",
            "tr '\\0' '\\n' < /proc/1/environ | grep -c 'secre[t]'",
            "0"),
        prints(
            "find the host's path in process 1's command line",
            "tr '\\0' '\\n' < /proc/1/cmdline | grep -c 'sandboxe[s]'",
            "0"),
        prints(
            "count the host's processes",
            "n=$(ls /proc | grep -c '^[0-9]'); [ $n -le 6 ] && echo only its own || echo $n",
            "only its own"),
        fails("kill the JVM", "kill -9 @JVM@", "(@JVM@) - No such process"),
        prints("kill everything", "kill -9 -1 2>/dev/null; echo alone", "alone"),
        fails("trace process 1", syscall(Syscall.PTRACE, "16, 1, 0, 0"), "Operation not permitted"),
        fails(
            "escape the killer of those who use most memory",
            "echo -1000 > /proc/self/oom_score_adj",
            "Permission denied"),
        prints(
            "become root by a set-uid program",
            "su root -c 'id -u' </dev/null >/dev/null 2>&1; id -u",
            "1000"),
        fails("become root in a new namespace", "unshare -Ur id", "Operation not permitted"),
        new AbuseCase("leave a daemon behind", "gone with its command", ProcessAbuse::daemon),
        new AbuseCase(
            "leave a server in the background", "gone with its command", ProcessAbuse::server),
        new AbuseCase(
            "outlive a JVM that is killed", "gone with the JVM", ProcessAbuse::outliveTheJvm));
  }

  /** A perl script that makes a system call and prints why it failed. */
  static String syscall(Syscall call, String arguments) {
    return "perl -e '$s = \"user.a\\0\"; syscall("
        + call.number(architecture())
        + (arguments.isEmpty() ? "" : ", " + arguments)
        + ") == -1 and print STDERR \": $!\\n\"'";
  }

  static Architecture architecture() {
    try {
      return Architecture.current().orElseThrow();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String daemon(AbuseHost host) {
    String mark = "8" + System.nanoTime();
    try (Sandbox sandbox = host.open()) {
      AbuseHost.run(
          sandbox, "(setsid setsid sleep " + mark + " >/dev/null 2>&1 </dev/null &); sleep 0.2");
      return goneWith("its command", mark);
    }
  }

  private static String server(AbuseHost host) {
    String mark = "9" + System.nanoTime();
    try (Sandbox sandbox = host.open()) {
      RunningCommand server = AbuseHost.start(sandbox, "trap '' TERM HUP; sleep " + mark + "; :");
      AbuseHost.run(sandbox, "sleep 0.2");
      if (AbuseHost.processesWith(mark) == 0) {
        return "it never ran";
      }
      server.kill();
      return goneWith("its command", mark);
    }
  }

  private static String goneWith(String what, String mark) {
    long left = AbuseHost.processesWith(mark);
    return left == 0 ? "gone with " + what : left + " processes left";
  }

  private static String outliveTheJvm(AbuseHost host) throws Exception {
    String mark = "7" + System.nanoTime();
    Path ready = host.directory().resolve("ready-" + mark);
    Process victim =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                AbuseRun.Victim.class.getName(),
                host.directory().toString(),
                mark)
            .inheritIO()
            .start();
    for (int i = 0; i < 600 && !Files.exists(ready); i++) {
      victim.waitFor(50, TimeUnit.MILLISECONDS);
    }
    long before = AbuseHost.processesWith("sleep " + mark);
    victim.destroyForcibly().waitFor();
    for (int i = 0; i < 100 && AbuseHost.processesWith("sleep " + mark) > 0; i++) {
      new ProcessBuilder("sleep", "0.05").start().waitFor();
    }
    return before == 0 ? "it never ran" : goneWith("the JVM", "sleep " + mark);
  }
}
