package io.ollio.examples.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs many cells at a time, each in a thread group of its own, so that leaks have a name. */
final class FaultMatrix {
  private static final Duration HANG = Duration.ofMinutes(2);
  private static final int AT_A_TIME = 12;

  private final ModelKind kind;
  private final Path directory;
  private final Semaphore free = new Semaphore(AT_A_TIME);

  /** A matrix whose cells work below this directory. */
  FaultMatrix(ModelKind kind, Path directory) {
    this.kind = kind;
    this.directory = directory;
  }

  /** What the cells at the first, third and last turn show, for each row. */
  Map<FaultCase, List<String>> run(List<FaultCase> rows) throws InterruptedException {
    Map<FaultCase, List<CompletableFuture<String>>> running = new HashMap<>();
    for (FaultCase row : rows) {
      List<CompletableFuture<String>> cells = new ArrayList<>();
      for (int turn : FaultCase.TURNS) {
        cells.add(start(row, turn));
      }
      running.put(row, cells);
    }
    Map<FaultCase, List<String>> seen = new LinkedHashMap<>();
    for (FaultCase row : rows) {
      List<String> shown = new ArrayList<>();
      for (CompletableFuture<String> cell : running.get(row)) {
        shown.add(outcome(cell));
      }
      seen.put(row, shown);
    }
    return seen;
  }

  private CompletableFuture<String> start(FaultCase row, int turn) throws InterruptedException {
    free.acquire();
    CompletableFuture<String> outcome = new CompletableFuture<>();
    ThreadGroup group = new ThreadGroup(row.name() + " at turn " + turn);
    Runnable work =
        () -> {
          try {
            Path own = Files.createTempDirectory(directory, "cell");
            String shown = new FaultCell(row, turn, kind, own).run();
            List<String> leaks = Leaks.in(group);
            outcome.complete(leaks.isEmpty() ? shown : shown + " BUT " + leaks);
          } catch (IOException | RuntimeException | Error e) {
            outcome.completeExceptionally(e);
          } finally {
            free.release();
          }
        };
    new Thread(group, work, "cell").start();
    return outcome;
  }

  private static String outcome(CompletableFuture<String> cell) throws InterruptedException {
    try {
      return cell.get(HANG.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "HANGS";
    } catch (ExecutionException e) {
      throw new AssertionError("A cell broke", e.getCause());
    }
  }
}
