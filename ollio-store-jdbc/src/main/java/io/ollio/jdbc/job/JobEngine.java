package io.ollio.jdbc.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler.ReviveDeadExecution;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.ollio.jdbc.sql.Database;
import io.ollio.jdbc.sql.Dialect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine as this module uses it: it claims admitted jobs for this worker's threads, keeps their
 * heartbeats and gives those of dead workers to others.
 */
final class JobEngine {
  /** The fewest missed heartbeats the engine takes for a death. */
  private static final int MISSED_HEARTBEATS = 4;

  private static final Duration RETRY_PICKED = Duration.ofMillis(500);
  private static final Duration NEVER = Duration.ofDays(10_000);

  private final Scheduler scheduler;

  /**
   * An engine, not started.
   *
   * @param worker this worker's name, its own among all there ever were
   * @param names the job names it runs
   * @param runner runs one turn by its key, on an engine thread
   */
  JobEngine(
      Database database,
      JdbcJobSettings settings,
      InstantSource clock,
      String worker,
      Collection<String> names,
      Consumer<String> runner) {
    List<Task<?>> tasks = names.stream().<Task<?>>map(name -> task(name, runner)).toList();
    SchedulerBuilder builder =
        Scheduler.create(database.dataSource(), tasks)
            .clock(clock::instant)
            .schedulerName(new SchedulerName.Fixed(worker))
            .tableName(database.sql(EngineTable.NAME))
            .jdbcCustomization(EngineTable.customization(database.dialect()))
            .serializer(new NoData())
            .threads(settings.threads())
            .executorService(threads(settings.threads()))
            .pollingInterval(settings.poll())
            .heartbeatInterval(settings.heartbeat())
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(Duration.ofMillis(100))
            .deleteUnresolvedAfter(NEVER)
            .failureLogging(LogLevel.WARN, false);
    boolean canSkipLocked = database.dialect() == Dialect.POSTGRESQL;
    this.scheduler =
        (canSkipLocked ? builder.pollUsingLockAndFetch(0.5, 1.0) : builder.pollUsingFetch(0.5, 1.0))
            .build();
  }

  void start() {
    scheduler.start();
  }

  /** Looks for admitted jobs now. */
  void check() {
    scheduler.triggerCheckForDueExecutions();
  }

  /** Takes no more jobs; heartbeats go on. */
  void pause() {
    scheduler.pause();
  }

  /** Interrupts what still runs and ends the threads. */
  void stop() {
    scheduler.stop();
  }

  private static Task<Void> task(String name, Consumer<String> runner) {
    return Tasks.custom(name, Void.class)
        .onFailure(new OnFailureRetryLater<>(RETRY_PICKED))
        .onDeadExecution(new ReviveDeadExecution<>())
        .execute(
            (instance, context) -> {
              runner.accept(instance.getId());
              return KEEP;
            });
  }

  /** The row goes with the job's own transaction, not here. */
  private static final CompletionHandler<Void> KEEP = (complete, operations) -> {};

  /** The engine looks for the next job before the thread of the last one is free, so look again. */
  private ThreadPoolExecutor threads(int count) {
    AtomicLong number = new AtomicLong();
    return new ThreadPoolExecutor(
        count,
        count,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = new Thread(null, task, "ollio-job-" + number.incrementAndGet(), 0, false);
          thread.setDaemon(true);
          return thread;
        }) {
      @Override
      protected void afterExecute(Runnable task, @Nullable Throwable failure) {
        super.afterExecute(task, failure);
        check();
      }
    };
  }

  /** Turns carry no data: the job's own row has it. */
  private static final class NoData implements Serializer {
    @Override
    public byte @Nullable [] serialize(@Nullable Object data) {
      return null;
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
      return null;
    }
  }
}
