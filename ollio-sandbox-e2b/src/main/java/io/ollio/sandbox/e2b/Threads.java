package io.ollio.sandbox.e2b;

import io.ollio.OllioException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The provider's own threads: daemons that end when idle. */
final class Threads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Threads.class);
  private static final long KEEP_ALIVE_SECONDS = 2;

  private final AtomicInteger numbers = new AtomicInteger();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          KEEP_ALIVE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::daemon);
  private final Map<Session, Duration> watched = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor rounds =
      new ScheduledThreadPoolExecutor(1, this::daemon);

  private boolean goesRound;

  Executor executor() {
    return pool;
  }

  /** Pauses the sandbox whenever it was idle for this long, until it is closed. */
  void watch(Session session, Duration idle) {
    watched.put(session, idle);
    long period = Math.max(100, idle.toMillis() / 4);
    synchronized (rounds) {
      if (!goesRound) {
        goesRound = true;
        ScheduledFuture<?> unused =
            rounds.scheduleWithFixedDelay(this::round, period, period, TimeUnit.MILLISECONDS);
      }
    }
  }

  @Override
  public void close() {
    rounds.shutdownNow();
  }

  private void round() {
    watched.keySet().removeIf(Session::isClosed);
    watched.forEach(
        (session, idle) -> {
          try {
            session.pauseIfIdle(idle);
          } catch (OllioException e) {
            log.warn("Sandbox {} could not be paused and is left alone", session.id(), e);
            watched.remove(session);
          }
        });
  }

  private Thread daemon(Runnable task) {
    Thread thread = new Thread(null, task, "ollio-e2b-" + numbers.incrementAndGet(), 0, false);
    thread.setDaemon(true);
    return thread;
  }
}
