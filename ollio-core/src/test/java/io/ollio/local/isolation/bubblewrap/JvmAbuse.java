package io.ollio.local.isolation.bubblewrap;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Turning the JVM's own file access against the host, and its memory of the sandbox. */
final class JvmAbuse {
  private static final int ROUNDS = 250;

  /** Takes turns between a directory and a link to the host under the name {@code a}. */
  private static final String SWAP =
      "mkdir real; echo harmless > real/secret; ln -s @HOST@ link; echo > ready; perl -e"
          + " 'while (1) { rename \"real\", \"a\"; rename \"a\", \"real\";"
          + " rename \"link\", \"a\"; rename \"a\", \"link\" }'";

  private JvmAbuse() {}

  static List<AbuseCase> cases() {
    FilePath secret = FilePath.of("a/secret");
    return List.of(
        new AbuseCase("JVM reads a link to the host", "refused", JvmAbuse::readLink),
        race("read", sandbox -> requireHarmless(sandbox.files().find(secret))),
        race("write", sandbox -> sandbox.files().write(secret, FileContent.of("overwritten"))),
        race("delete", sandbox -> sandbox.files().delete(secret)),
        race("move out", sandbox -> sandbox.files().move(secret, FilePath.of("stolen"))),
        race("move in", JvmAbuse::moveIn),
        race("list", JvmAbuse::listNothingForeign),
        race("collect", JvmAbuse::collectNothingForeign),
        new AbuseCase("make the JVM wait by a file lease", "read at once", JvmAbuse::lease),
        new AbuseCase(
            "climb out of a directory that is deleted",
            "No such file or directory",
            JvmAbuse::climb),
        new AbuseCase(
            "a tree of 1,500 levels", "killed: DISK, deleted", host -> deleted(host, DEEP)),
        new AbuseCase(
            "names that are not UTF-8, no permissions",
            "deleted",
            host -> lastWord(deleted(host, UNREADABLE))),
        new AbuseCase("a directory of 1,900 names", "listed and deleted", JvmAbuse::largeDirectory),
        new AbuseCase("more names than the disk may hold", "refused", JvmAbuse::tooManyNames),
        new AbuseCase(
            "see another sandbox's files", "No such file or directory", JvmAbuse::otherFiles),
        new AbuseCase("see another sandbox's processes", "only its own", JvmAbuse::otherProcesses),
        new AbuseCase("use a sandbox after its end", "gone", JvmAbuse::afterTheEnd));
  }

  /** Whether the disk's watch comes by while it runs, and cannot read, is a matter of chance. */
  private static final String UNREADABLE =
      "mkdir -p $'\\xff/\\xfe/x'; touch $'\\xff/\\n'; chmod 0 $'\\xff' ~";

  private static final String DEEP =
      "p=$(printf 'long-enough-to-pass-every-limit/%.0s' {1..100});"
          + " for i in {1..15}; do mkdir -p $p && cd -P $p; done; sleep 25";

  private static String readLink(AbuseHost host) {
    try (Sandbox sandbox = host.open()) {
      AbuseHost.run(sandbox, host.filled("ln -s @HOST@/secret l; ln -s @HOST@ d"));
      for (String path : List.of("l", "d/secret")) {
        Optional<FileContent> content = readOrRefused(sandbox, path);
        if (content.isPresent()) {
          return "read: " + content.get().text();
        }
      }
      return "refused";
    }
  }

  private static Optional<FileContent> readOrRefused(Sandbox sandbox, String path) {
    try {
      return sandbox.files().find(FilePath.of(path));
    } catch (FileRefused refused) {
      return Optional.empty();
    }
  }

  private static AbuseCase race(String what, Consumer<Sandbox> operation) {
    return new AbuseCase(
        "swap a directory for a link while the JVM does: " + what,
        "host untouched",
        host -> race(host, operation));
  }

  private static String race(AbuseHost host, Consumer<Sandbox> operation) throws IOException {
    try (Sandbox sandbox = host.open()) {
      RunningCommand swapping = AbuseHost.start(sandbox, host.filled(SWAP));
      AbuseHost.run(sandbox, "until [ -e ready ]; do sleep 0.02; done");
      for (int i = 0; i < ROUNDS; i++) {
        attempt(operation, sandbox);
      }
      if (!swapping.isRunning()) {
        return "the swapping has ended: " + swapping.await(io.ollio.Cancellation.none());
      }
      return untouched(host);
    }
  }

  private static boolean attempt(Consumer<Sandbox> operation, Sandbox sandbox) {
    try {
      operation.accept(sandbox);
      return true;
    } catch (SandboxException refused) {
      return false;
    }
  }

  private static String untouched(AbuseHost host) throws IOException {
    try (Stream<Path> names = Files.list(host.directory())) {
      boolean isSame =
          Files.readString(host.directory().resolve("secret")).equals(AbuseHost.SECRET)
              && names.map(path -> path.getFileName().toString()).noneMatch("new"::equals);
      return isSame ? "host untouched" : "host changed";
    }
  }

  private static void requireHarmless(Optional<FileContent> content) {
    if (content.filter(FileContent.of(AbuseHost.SECRET)::equals).isPresent()) {
      throw new IllegalStateException("The secret was read");
    }
  }

  private static void moveIn(Sandbox sandbox) {
    sandbox.files().write(FilePath.of("b"), FileContent.of("moved in"));
    sandbox.files().move(FilePath.of("b"), FilePath.of("a/new"));
  }

  private static void listNothingForeign(Sandbox sandbox) {
    if (sandbox.files().list(Optional.empty(), 3).stream()
        .anyMatch(entry -> entry.path().name().equals("sandboxes"))) {
      throw new IllegalStateException("The host was listed");
    }
  }

  private static void collectNothingForeign(Sandbox sandbox) {
    sandbox
        .files()
        .collect(List.of())
        .files()
        .values()
        .forEach(content -> requireHarmless(Optional.of(content)));
  }

  private static String lease(AbuseHost host) {
    try (Sandbox sandbox = host.open()) {
      RunningCommand holder =
          AbuseHost.start(
              sandbox,
              "echo x > f; exec perl -e 'open(F, \"<\", \"f\"); fcntl(F, 1024, 1);"
                  + " open(R, \">\", \"ready\"); sleep 25'");
      AbuseHost.run(sandbox, "until [ -e ready ]; do sleep 0.02; done");
      long start = System.nanoTime();
      sandbox.files().write(FilePath.of("f"), FileContent.of("y"));
      sandbox.files().read(FilePath.of("f"));
      boolean isFast = System.nanoTime() - start < Duration.ofSeconds(5).toNanos();
      return isFast && holder.isRunning() ? "read at once" : "waited";
    }
  }

  /** The directory is renamed out of the workspace while a command stands in it. */
  private static String climb(AbuseHost host) {
    try (Sandbox sandbox = host.open()) {
      RunningCommand climber =
          AbuseHost.start(
              sandbox,
              "mkdir -p d/e; cd d/e; touch ~/ready; until [ -e ~/go ]; do sleep 0.02; done;"
                  + " ls ../../.. >&2; ls ../.. >&2");
      AbuseHost.run(sandbox, "until [ -e ready ]; do sleep 0.02; done");
      sandbox.files().delete(FilePath.of("d"));
      sandbox.files().write(FilePath.of("go"), FileContent.of(""));
      return AbuseCase.reason(climber.await(io.ollio.Cancellation.none()));
    }
  }

  private static String deleted(AbuseHost host, String script) {
    Sandbox sandbox = host.open();
    CommandResult result = AbuseHost.run(sandbox, script);
    sandbox.close();
    return result.limitHit().map(limit -> "killed: " + limit + ", ").orElse("")
        + remains(host, sandbox);
  }

  private static String lastWord(String text) {
    return text.substring(text.lastIndexOf(' ') + 1);
  }

  private static String remains(AbuseHost host, Sandbox sandbox) {
    try (Stream<Path> all = Files.walk(host.directory().resolve("sandboxes"), 2)) {
      return all.anyMatch(path -> path.endsWith(sandbox.id().value())) ? "left" : "deleted";
    } catch (IOException e) {
      return "cannot be looked at: " + e;
    }
  }

  private static String largeDirectory(AbuseHost host) {
    Sandbox sandbox = host.open();
    AbuseHost.run(sandbox, "mkdir d; cd d; seq 1900 | xargs touch");
    int names = sandbox.files().list(Optional.empty(), 9).size();
    sandbox.close();
    return names == 1_901 ? "listed and " + remains(host, sandbox) : names + " names";
  }

  private static String tooManyNames(AbuseHost host) {
    try (Sandbox sandbox = host.open()) {
      AbuseHost.run(sandbox, "seq 3000 | xargs touch");
      return "listed " + sandbox.files().list(Optional.empty(), 1).size();
    } catch (QuotaExceeded refused) {
      return "refused";
    }
  }

  private static String otherFiles(AbuseHost host) {
    try (Sandbox first = host.open();
        Sandbox second = host.open()) {
      first.files().write(FilePath.of("mine"), FileContent.of("x"));
      return AbuseCase.reason(
          AbuseHost.run(second, host.filled("cat @HOST@/sandboxes/*/*/*/mine")));
    }
  }

  private static String otherProcesses(AbuseHost host) {
    try (Sandbox first = host.open();
        Sandbox second = host.open()) {
      RunningCommand other = AbuseHost.start(first, "sleep 25");
      String seen = AbuseHost.run(second, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").stdout();
      other.kill();
      return seen.contains("sleep 25") ? seen : "only its own";
    }
  }

  private static String afterTheEnd(AbuseHost host) {
    Sandbox sandbox = host.open();
    sandbox.close();
    try {
      return "worked: " + AbuseHost.run(sandbox, "echo alive").stdout();
    } catch (SandboxException.SandboxGone gone) {
      return "gone";
    }
  }
}
