package io.ollio.local.isolation.bubblewrap;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Starts processes from one thread that stays. {@code bwrap --die-with-parent} means the thread
 * that started it, not the process: a pool's or a virtual thread's carrier would take commands with
 * it when it ends.
 */
final class Spawner implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(null, task, "ollio-sandbox-spawner", 0, false);
            daemon.setDaemon(true);
            return daemon;
          });

  /** Starts it; an interrupt waits until the process exists, so that none is lost. */
  Process start(ProcessBuilder builder) throws IOException {
    Future<Process> future = thread.submit(builder::start);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IOException("The process could not be started", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
