package io.ollio.examples.faults;

import io.ollio.testkit.openai.FakeOpenAiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What a generation may have left behind. */
final class Leaks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofMillis(2);

  /** Threads that the JVM and libraries share between all their users. */
  private static final List<String> SHARED =
      List.of(
          "OkHttp",
          "Okio Watchdog",
          "process reaper",
          "CompletableFutureDelayScheduler",
          "HttpClient-");

  private Leaks() {}

  /** Connections that nobody reads any more, and sandboxes that nobody closed. */
  static List<String> of(FakeOpenAiServer server, CountedSandboxes sandboxes) {
    List<String> leaks = new ArrayList<>();
    if (!soon(() -> server.pendingCalls() == 0)) {
      leaks.add(server.pendingCalls() + " answers are neither read nor given up");
    }
    if (!soon(() -> server.openConnections() <= 1)) {
      leaks.add(server.openConnections() + " connections are open");
    }
    if (sandboxes.open() > 0) {
      leaks.add(sandboxes.open() + " sandboxes are open");
    }
    return leaks;
  }

  /** Files and directories that are left. */
  static List<String> in(Path directory) {
    try (Stream<Path> left = Files.list(directory)) {
      return left.map(path -> "left " + path.getFileName()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Threads of this group that still run, but for the one that asks. */
  static List<String> in(ThreadGroup group) {
    List<String> leaks = new ArrayList<>();
    for (Thread thread : threads(group)) {
      boolean isShared = SHARED.stream().anyMatch(thread.getName()::startsWith);
      if (!isShared && !soon(() -> !thread.isAlive() || isIdle(thread))) {
        leaks.add("thread " + thread.getName() + " still runs");
      }
    }
    return leaks;
  }

  /** Whether it waits in its pool for work, until the pool lets it end. */
  private static boolean isIdle(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("getTask"));
  }

  private static List<Thread> threads(ThreadGroup group) {
    Thread[] found = new Thread[group.activeCount() + 100];
    int count = group.enumerate(found, true);
    return Stream.of(found)
        .limit(count)
        .filter(thread -> thread != Thread.currentThread())
        .toList();
  }

  private static boolean soon(BooleanSupplier claim) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!claim.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return true;
  }
}
