package io.ollio.jdbc.job;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.OwnerId;
import io.ollio.Sleeper;
import io.ollio.jdbc.notify.Signals;
import io.ollio.jdbc.sql.HostTransactions;
import io.ollio.jdbc.sql.JdbcUnitOfWork;
import io.ollio.job.Job;
import io.ollio.job.JobHandler;
import io.ollio.job.JobRunner;
import io.ollio.job.JobStats;
import io.ollio.project.ProjectException.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs that live in the database, on as many processes as there are: each that is started is a
 * worker, each that only submits is not. A job is submitted in the caller's transaction. Limits and
 * turns hold over all workers. The jobs of a worker that dies are taken over by others; one that
 * was only thought dead finds its try fenced by {@link io.ollio.job.JobContext#attempt}, is told to
 * stop, and cannot end the job any more.
 *
 * <p>A worker that loses the database goes on with its jobs and stores their ends when it is back.
 * Times are the database's ({@link DatabaseClock}). Retries are counted by failures: a worker's
 * death uses none up. Cancelling does not interrupt threads; only what still runs {@value
 * #LAST_SECONDS} seconds after {@link #close(Duration)} has cancelled it is interrupted and left to
 * other workers.
 */
public final class JdbcJobRunner implements JobRunner {
  /** The common pool may be full of those who wait for this. */
  private static final Executor OUTSIDE = task -> new Thread(task, "ollio-job-outside").start();

  private static final Logger log = LoggerFactory.getLogger(JdbcJobRunner.class);
  private static final int LAST_SECONDS = 5;
  private static final String WORK = "job";
  private static final String ADMITTED = "admitted";
  private static final String CANCEL = "cancel";

  private final Object lock = new Object();
  private final Map<String, JobHandler> handlers = new HashMap<>();
  private final String worker = UUID.randomUUID().toString();
  private final RunningTries tries = new RunningTries();
  private final JdbcUnitOfWork callers;
  private final JdbcUnitOfWork own;
  private final Signals signals;
  private final boolean ownsSignals;
  private final JobParts parts;
  private @Nullable JobEngine engine;
  private @Nullable JobDispatcher dispatcher;
  private boolean closed;

  /** A runner with signals of its own. */
  public JdbcJobRunner(JdbcUnitOfWork units, JdbcJobSettings settings) {
    this(units, settings, Signals.on(units.database()), true);
  }

  /**
   * A runner on the signals of the process, which it does not close.
   *
   * @param units that of the stores, so that jobs are submitted in the same transactions
   */
  public JdbcJobRunner(JdbcUnitOfWork units, JdbcJobSettings settings, Signals signals) {
    this(units, settings, signals, false);
  }

  private JdbcJobRunner(
      JdbcUnitOfWork units, JdbcJobSettings settings, Signals signals, boolean ownsSignals) {
    this(units, signals, ownsSignals, partsOf(units, settings));
  }

  private JdbcJobRunner(
      JdbcUnitOfWork units, Signals signals, boolean ownsSignals, JobParts parts) {
    this.callers = units;
    this.own = new JdbcUnitOfWork(units.database(), HostTransactions.NONE, Sleeper.system());
    this.signals = signals;
    this.ownsSignals = ownsSignals;
    this.parts = parts;
  }

  private static JobParts partsOf(JdbcUnitOfWork units, JdbcJobSettings settings) {
    return JobParts.of(units.database(), settings, new DatabaseClock(units.database()));
  }

  /** A runner that measures the database's time with a clock of this machine that may be wrong. */
  static JdbcJobRunner withClock(
      JdbcUnitOfWork units, JdbcJobSettings settings, DatabaseClock clock) {
    JobParts parts = JobParts.of(units.database(), settings, clock);
    return new JdbcJobRunner(units, Signals.on(units.database()), true, parts);
  }

  /**
   * Ends the jobs of an owner in the caller's unit and forgets them, whoever would have run them.
   * Those that run are told to stop on their workers, and are not forgotten before they have ended.
   *
   * @param signals tells the other workers
   */
  public static void eraseOwner(
      JdbcUnitOfWork units, Signals signals, InstantSource clock, OwnerId owner) {
    JobTable table = new JobTable(units.database(), clock);
    JobGate gate = new JobGate(units.database(), JdbcJobSettings.DEFAULT, clock);
    units.write(
        handle -> {
          for (Job job : table.liveOf(handle, owner)) {
            gate.cancel(handle, job.name(), job.key())
                .filter(JobGate.Cancelled::isRunning)
                .ifPresent(running -> units.afterCommit(() -> signals.send(CANCEL, "")));
          }
          return table.forgetOf(handle, owner);
        });
  }

  @Override
  public void register(String name, JobHandler handler) {
    synchronized (lock) {
      if (engine != null) {
        throw new IllegalStateException("Handler of " + name + " comes after the start");
      }
      if (handlers.putIfAbsent(name, handler) != null) {
        throw new IllegalStateException("Job name " + name + " has a handler already");
      }
    }
  }

  @Override
  public void start() {
    synchronized (lock) {
      if (engine != null || closed) {
        return;
      }
      JobEngine newEngine =
          new JobEngine(
              own.database(),
              parts.settings(),
              parts.clock(),
              worker,
              handlers.keySet(),
              this::runTurn);
      JobDispatcher newDispatcher = new JobDispatcher(own, parts, tries, this::admitted);
      engine = newEngine;
      dispatcher = newDispatcher;
      signals.listen(WORK, any -> newDispatcher.wake());
      signals.listen(CANCEL, any -> newDispatcher.watch());
      signals.listen(ADMITTED, any -> newEngine.check());
      newEngine.start();
      newDispatcher.wake();
      newDispatcher.start();
    }
  }

  @Override
  public boolean submit(Job job) {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("Job " + job.label() + " comes after the close");
      }
      if (!handlers.containsKey(job.name())) {
        throw new IllegalArgumentException("Job " + job.label() + " has no handler");
      }
    }
    if (!callers.isRunningHere()) {
      parts.clock().refresh();
    }
    long now = parts.clock().millis();
    boolean isNew =
        callers.write(
            handle -> {
              boolean added = parts.table().insert(handle, job, now);
              if (added) {
                signals.sendWithCommit(handle, WORK, "");
              }
              return added;
            });
    if (isNew) {
      callers.afterCommit(this::wakeHere);
    }
    return isNew;
  }

  @Override
  public boolean cancel(String name, String key) {
    // Before the database is asked, which may take its time.
    boolean isStopped = tries.find(name, key).map(JobTry::cancel).orElse(false);
    Optional<JobGate.Cancelled> cancelled =
        outside(() -> own.write(handle -> parts.gate().cancel(handle, name, key)));
    cancelled.ifPresent(this::tell);
    return cancelled.isPresent() || isStopped;
  }

  @Override
  public JobStats stats() {
    return outside(() -> own.read(parts.table()::stats));
  }

  @Override
  public void close(Duration grace) {
    JobEngine lastEngine;
    JobDispatcher lastDispatcher;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      lastEngine = engine;
      lastDispatcher = dispatcher;
    }
    if (lastEngine != null && lastDispatcher != null) {
      lastDispatcher.stopAdmitting();
      lastEngine.pause();
      tries.leaveSoon();
      if (!tries.awaitNone(grace)) {
        tries.letGo();
        tries.awaitNone(Duration.ofSeconds(LAST_SECONDS));
      }
      lastDispatcher.close(Duration.ofSeconds(2));
      lastEngine.stop();
    }
    if (ownsSignals) {
      signals.close();
    }
  }

  private void tell(JobGate.Cancelled cancelled) {
    JobTry mine = tries.find(cancelled.id());
    if (!cancelled.isRunning()) {
      signals.send(WORK, "");
      wakeHere();
    } else if (mine != null) {
      mine.cancel();
    } else {
      signals.send(CANCEL, "");
    }
  }

  private void wakeHere() {
    JobDispatcher current;
    synchronized (lock) {
      current = dispatcher;
    }
    if (current != null) {
      current.wake();
    }
  }

  private void admitted(int jobs) {
    engine().check();
    if (jobs > parts.settings().threads() - tries.count()) {
      signals.send(ADMITTED, "");
    }
  }

  private JobEngine engine() {
    synchronized (lock) {
      return Objects.requireNonNull(engine);
    }
  }

  /** On another thread where this one is in a transaction, which must not be touched. */
  private <T> T outside(Supplier<T> work) {
    if (!callers.isRunningHere()) {
      return work.get();
    }
    try {
      return CompletableFuture.supplyAsync(work, OUTSIDE).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Runs one try, on a thread of the engine; what it throws makes the engine try again. */
  private void runTurn(String engineKey) {
    JobDispatcher ends;
    synchronized (lock) {
      if (closed) {
        throw new OperationCancelled("Job " + engineKey + " is left to others: closing");
      }
      ends = Objects.requireNonNull(dispatcher);
    }
    Optional<JobStart> begun = own.write(handle -> parts.table().start(handle, engineKey, worker));
    if (begun.isEmpty()) {
      own.write(handle -> parts.gate().drop(handle, engineKey));
      return;
    }
    JobTry attempt = new JobTry(begun.get());
    tries.add(attempt);
    try {
      ends.end(runTry(attempt)).join();
    } catch (CompletionException e) {
      log.warn("The end of job {} is not stored, others take it over", attempt.job().label());
    } finally {
      tries.remove(attempt);
    }
  }

  private JobEnd runTry(JobTry attempt) {
    JobHandler handler = Objects.requireNonNull(handlers.get(attempt.job().name()));
    RuntimeException failure = attempt.run(handler);
    JobEnd end = attempt.judge(failure, parts.settings().retries(), ThreadLocalRandom.current());
    Thread.interrupted(); // an interrupt of the run is not meant for what follows
    if (end.state() != JobState.FAILED || failure == null) {
      return end;
    }
    log.warn("Job {} failed for good at try {}", attempt.job().label(), attempt.attempt(), failure);
    return tellFailure(handler, attempt, failure)
        ? end
        : JobEnd.of(attempt.start(), JobState.READY, end.reason());
  }

  /** Tells the handler, again and again while the database is away; false when it never heard. */
  private boolean tellFailure(JobHandler handler, JobTry attempt, RuntimeException failure) {
    while (true) {
      try {
        handler.failed(attempt, failure);
        return true;
      } catch (StoreUnavailable e) {
        if (!e.isRetryable()) {
          log.error("Handler of job {} could not take its failure", attempt.job().label(), e);
          return true;
        }
        if (attempt.isShutdown() || !pause()) {
          return false;
        }
      } catch (Throwable e) {
        log.error("Handler of job {} could not take its failure", attempt.job().label(), e);
        return true;
      }
    }
  }

  private boolean pause() {
    try {
      Sleeper.system().sleep(parts.settings().poll(), Cancellation.none());
      return true;
    } catch (OperationCancelled interrupted) {
      return false;
    }
  }
}
