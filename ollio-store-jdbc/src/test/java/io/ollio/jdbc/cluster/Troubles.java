package io.ollio.jdbc.cluster;

import io.ollio.Cancellation;
import io.ollio.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The workers of a {@link ChaosRun}, and what befalls them in an order that the seed decides. */
final class Troubles implements AutoCloseable {
  /** What can happen. */
  enum Kind {
    KILL,
    CUT,
    AWAY,
    FREEZE,
    RESTART
  }

  private final RestartablePostgres database;
  private final String model;
  private final Path folder;
  private final Random random;
  private final List<CutProxy> proxies = new ArrayList<>();
  private final List<JavaProcess> workers = new ArrayList<>();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private int sinceRestart;

  Troubles(RestartablePostgres database, String model, Path folder, long seed) {
    this.database = database;
    this.model = model;
    this.folder = folder;
    this.random = new Random(seed);
  }

  /** Starts workers, each with its own way to the database; the last one's clock is wrong. */
  void startWorkers(int count) {
    for (int i = 0; i < count; i++) {
      proxies.add(CutProxy.to(database.port()));
    }
    for (int i = 0; i < count; i++) {
      workers.add(start(i));
    }
    workers.forEach(JavaProcess::awaitFirstLine);
  }

  /** How often each has happened. */
  Map<Kind, Integer> counts() {
    return counts;
  }

  /** Lets one thing happen, a few seconds after the last one. */
  void next() {
    pause(2_000 + random.nextInt(4_000));
    int target = random.nextInt(workers.size());
    Kind kind = draw();
    counts.merge(kind, 1, Integer::sum);
    switch (kind) {
      case KILL -> kill(target);
      case CUT -> proxies.get(target).cut();
      case AWAY -> away(target);
      case FREEZE -> freeze(target);
      case RESTART -> database.restart();
    }
  }

  private Kind draw() {
    int drawn = random.nextInt(100);
    if (++sinceRestart >= 8) {
      sinceRestart = 0;
      return Kind.RESTART;
    }
    if (drawn < 40) {
      return Kind.KILL;
    }
    return drawn < 75 ? Kind.CUT : drawn < 90 ? Kind.AWAY : Kind.FREEZE;
  }

  private void kill(int target) {
    workers.get(target).close();
    pause(500 + random.nextInt(2_500));
    workers.set(target, start(target));
  }

  private void away(int target) {
    proxies.get(target).refuse(true);
    proxies.get(target).cut();
    pause(3_000 + random.nextInt(5_000));
    proxies.get(target).refuse(false);
  }

  private void freeze(int target) {
    signal("-STOP", workers.get(target));
    pause(6_000 + random.nextInt(3_000));
    signal("-CONT", workers.get(target));
  }

  private JavaProcess start(int index) {
    boolean isLast = index == proxies.size() - 1;
    return JavaProcess.start(
        ChaosWorker.class,
        folder,
        line -> {},
        RestartablePostgres.url(proxies.get(index).port()),
        model,
        isLast ? "60" : "0");
  }

  private static void signal(String name, JavaProcess process) {
    try {
      new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot send " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(long millis) {
    Sleeper.system().sleep(Duration.ofMillis(millis), Cancellation.none());
  }

  @Override
  public void close() {
    workers.forEach(JavaProcess::close);
    proxies.forEach(CutProxy::close);
  }
}
