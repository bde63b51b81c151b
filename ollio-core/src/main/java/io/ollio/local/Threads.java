package io.ollio.local;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the threads of this library: virtual ones where the JVM has them (21 and later, looked up
 * at run time), else daemon threads that end after ten idle seconds. All are named, carry the
 * context class loader of the thread that made their executor, and inherit no thread-locals.
 */
public final class Threads {
  private static final long IDLE_SECONDS = 10;
  private static final long GRACE_SECONDS = 2;

  private Threads() {}

  /**
   * An executor that starts every task at once, on a thread named {@code name-1}, {@code name-2}
   * and so on. Whoever asks for it shuts it down.
   */
  public static ExecutorService newTaskExecutor(String name) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return virtualExecutor(name, loader).orElseGet(() -> platformExecutor(name, loader));
  }

  /**
   * Takes no more tasks and gives those that run a moment to end by themselves; only then their
   * threads are interrupted, which could break what they write to.
   */
  public static void end(ExecutorService executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      executor.shutdownNow();
    }
  }

  private static Optional<ExecutorService> virtualExecutor(String name, ClassLoader loader) {
    try {
      ThreadFactory threads = withLoader(virtualThreads(name), loader);
      return Optional.of(
          (ExecutorService)
              Executors.class
                  .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                  .invoke(null, threads));
    } catch (ReflectiveOperationException beforeJava21) {
      return Optional.empty();
    }
  }

  private static ThreadFactory virtualThreads(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("java.lang.Thread$Builder");
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
    type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
    return (ThreadFactory) type.getMethod("factory").invoke(builder);
  }

  private static ExecutorService platformExecutor(String name, ClassLoader loader) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        withLoader(platformThreads(name), loader));
  }

  private static ThreadFactory platformThreads(String name) {
    AtomicLong count = new AtomicLong();
    return task -> {
      Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), 0, false);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static ThreadFactory withLoader(ThreadFactory threads, ClassLoader loader) {
    return task -> {
      Thread thread = threads.newThread(task);
      thread.setContextClassLoader(loader);
      return thread;
    };
  }
}
