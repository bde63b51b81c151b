package io.ollio.testkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/** Runs the same call on many threads at once. */
public final class Race {
  private Race() {}

  /**
   * Lets the threads begin together and returns what each one answered, in the order of their
   * numbers.
   *
   * @throws AssertionError when one of them throws
   */
  public static <T> List<T> between(int threads, IntFunction<T> racer) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<FutureTask<T>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      tasks.add(
          started(
              () -> {
                start.await();
                return racer.apply(number);
              }));
    }
    start.countDown();
    List<T> answers = new ArrayList<>();
    for (FutureTask<T> task : tasks) {
      answers.add(answer(task));
    }
    return answers;
  }

  /** Runs the call on a thread of its own, which does not keep the JVM alive. */
  public static <T> FutureTask<T> started(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "racer");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static <T> T answer(FutureTask<T> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError("A racer has failed: " + e.getCause(), e.getCause());
    }
  }
}
