package io.ollio.sandbox.e2b;

import io.ollio.OperationCancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

  /** The results in order; after a failure nothing more is begun, and the failure comes out. */
  <T, R> List<R> map(List<T> items, Function<T, R> task) {
    Work<T, R> work = new Work<>(items, task);
    List<CompletableFuture<Void>> helpers = new ArrayList<>();
    while (helpers.size() < items.size() - 1 && turns.tryAcquire()) {
      helpers.add(CompletableFuture.runAsync(() -> help(work), executor));
    }
    work.run();
    helpers.forEach(Parallel::await);
    return work.results();
  }

  private void help(Work<?, ?> work) {
    try {
      work.run();
    } finally {
      turns.release();
    }
  }

  private static void await(CompletableFuture<Void> helper) {
    try {
      helper.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted while waiting for E2B", e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  /** Items that several threads take one after another. */
  private static final class Work<T, R> {
    private final List<T> items;
    private final Function<T, R> task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReferenceArray<R> results;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    Work(List<T> items, Function<T, R> task) {
      this.items = items;
      this.task = task;
      this.results = new AtomicReferenceArray<>(items.size());
    }

    void run() {
      try {
        for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
          results.set(i, task.apply(items.get(i)));
        }
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
        next.set(items.size());
      }
    }

    List<R> results() {
      RuntimeException failed = failure.get();
      if (failed != null) {
        throw failed;
      }
      return IntStream.range(0, items.size()).mapToObj(results::get).toList();
    }
  }
}
