package io.ollio.preview;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server's executor, which bounds what one client can hold. The JDK's server reads a
 * request and writes its answer on blocking channels inside one task; interrupting the task's
 * thread closes the channel (see {@link java.nio.channels.InterruptibleChannel}). So a request that
 * does not arrive in time, or an answer that is not taken in time, ends here, without the JVM-wide
 * property that is the server's own remedy. More requests than can wait are refused, and the server
 * closes their connections.
 */
final class RequestGuard implements Executor, AutoCloseable {
  private static final int WAITING_PER_WORKER = 4;
  private static final Duration WORKER_IDLE = Duration.ofSeconds(10);

  private final Duration requestTime;
  private final Duration responseTime;
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor watchdog;
  private final Map<Thread, Guarded> running = new ConcurrentHashMap<>();

  RequestGuard(PreviewSettings settings) {
    this.requestTime = settings.requestTime();
    this.responseTime = settings.responseTime();
    this.workers =
        new ThreadPoolExecutor(
            settings.maxRequests(),
            settings.maxRequests(),
            WORKER_IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(settings.maxRequests() * WAITING_PER_WORKER),
            workerThreads());
    workers.allowCoreThreadTimeOut(true);
    this.watchdog = new ScheduledThreadPoolExecutor(1, platformThreads("ollio-preview-watchdog"));
    watchdog.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable exchange) {
    workers.execute(new Guarded(exchange));
  }

  /** Called on a request's thread once it has arrived: from now on the response time counts. */
  void requestArrived() {
    allow(responseTime);
  }

  /** The same when a body follows, which nobody wants but the server waits for. */
  void headArrived() {
    allow(requestTime.compareTo(responseTime) < 0 ? requestTime : responseTime);
  }

  private void allow(Duration time) {
    Guarded current = running.get(Thread.currentThread());
    if (current != null) {
      current.allow(time);
    }
  }

  /** Ends every request. */
  @Override
  public void close() {
    workers.shutdownNow();
    watchdog.shutdownNow();
  }

  /**
   * Virtual threads where they can wait in the server's synchronized reads without holding up every
   * other one (JEP 491, Java 24).
   */
  private static ThreadFactory workerThreads() {
    if (Runtime.version().feature() < 24) {
      return platformThreads("ollio-preview");
    }
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Object named =
          type.getMethod("name", String.class, long.class).invoke(builder, "ollio-preview-", 0L);
      return (ThreadFactory) type.getMethod("factory").invoke(named);
    } catch (NoSuchMethodException
        | ClassNotFoundException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("Java 24 and later have virtual threads", e);
    }
  }

  private static ThreadFactory platformThreads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** One request with its deadline. An interrupt can never hit the thread's next request. */
  private final class Guarded implements Runnable {
    private final Runnable exchange;
    private @Nullable Thread thread;
    private @Nullable Future<?> deadline;

    Guarded(Runnable exchange) {
      this.exchange = exchange;
    }

    @Override
    public void run() {
      Thread current = Thread.currentThread();
      begin(current);
      try {
        exchange.run();
      } finally {
        running.remove(current);
        end();
      }
    }

    private synchronized void begin(Thread current) {
      thread = current;
      running.put(current, this);
      allow(requestTime);
    }

    synchronized void allow(Duration time) {
      if (deadline != null) {
        deadline.cancel(false);
      }
      deadline = watchdog.schedule(this::expire, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void expire() {
      if (thread != null) {
        thread.interrupt();
      }
    }

    private synchronized void end() {
      thread = null;
      if (deadline != null) {
        deadline.cancel(false);
      }
      Thread.interrupted();
    }
  }
}
