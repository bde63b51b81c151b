package io.ollio.sandbox.e2b;

import io.ollio.OperationCancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Does several things at the same time, no more than a few; the first on the caller's thread. */
final class Parallel {
  private static final int WIDTH = 16;

  private final Executor executor;
  private final Semaphore turns = new Semaphore(WIDTH);

  Parallel(Executor executor) {
    this.executor = executor;
  }

  Executor executor() {
    return executor;
  }

  /** The results in order; the first failure comes out when all are done. */
  <T, R> List<R> map(List<T> items, Function<T, R> task) {
    List<CompletableFuture<R>> others = new ArrayList<>();
    for (T item : items.subList(Math.min(1, items.size()), items.size())) {
      others.add(CompletableFuture.supplyAsync(() -> inTurn(task, item), executor));
    }
    List<R> results = new ArrayList<>(items.size());
    try {
      if (!items.isEmpty()) {
        results.add(task.apply(items.get(0)));
      }
      for (CompletableFuture<R> other : others) {
        results.add(get(other));
      }
      return results;
    } finally {
      others.forEach(other -> other.cancel(false));
    }
  }

  private <T, R> R inTurn(Function<T, R> task, T item) {
    turns.acquireUninterruptibly();
    try {
      return task.apply(item);
    } finally {
      turns.release();
    }
  }

  private static <R> R get(CompletableFuture<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted while waiting for E2B", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new CompletionException(e.getCause());
    }
  }
}
