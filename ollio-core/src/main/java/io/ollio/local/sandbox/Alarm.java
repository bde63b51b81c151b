package io.ollio.local.sandbox;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs something later, on a thread of its own, unless cancelled before. Waits on the JDK's timer.
 */
final class Alarm {
  private final CompletableFuture<Boolean> due;
  private final CompletableFuture<Void> done;

  Alarm(Duration delay, Runnable task) {
    this.due =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
    this.done = due.thenAccept(isDue -> runWhen(isDue, task));
  }

  /** It will not run, unless it has begun. */
  void cancel() {
    if (due.complete(false)) {
      done.join();
    }
  }

  private static void runWhen(boolean due, Runnable task) {
    if (due) {
      Thread thread = new Thread(null, task, "ollio-sandbox-lease", 0, false);
      thread.setDaemon(true);
      thread.start();
    }
  }
}
