package io.ollio.local;

import io.ollio.RetryPolicy;
import io.ollio.Sleeper;
import io.ollio.UnitOfWork;
import io.ollio.job.Job;
import io.ollio.job.JobHandler;
import io.ollio.job.JobRunner;
import io.ollio.job.JobStats;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on threads of this process, virtual ones where the JVM has them, and holds no thread
 * while there is nothing to do. Jobs live in memory: those that wait when it is closed are lost.
 *
 * <p>A retry goes before the younger jobs of its owner. Cancelling does not interrupt threads; only
 * a job that still runs {@value #LAST_SECONDS} seconds after {@link #close(Duration)} has cancelled
 * it is interrupted and left alone.
 */
public final class InProcessJobRunner implements JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessJobRunner.class);
  private static final int LAST_SECONDS = 5;
  private static final int MOST_NAMED = 20;

  private final Object lock = new Object();
  private final Map<String, JobHandler> handlers = new HashMap<>();
  private final Map<JobQueue.Entry, JobRun> runs = new HashMap<>();
  private final UnitOfWork unitOfWork;
  private final RetryPolicy retries;
  private final JobQueue queue;
  private final Time time;
  private final RetryTimer timer;
  private final Executor executor;
  private final @Nullable ExecutorService ownExecutor;
  private boolean started;
  private boolean closed;
  private long failed;

  /** A runner on threads of its own and the system's clock. */
  @Inject
  public InProcessJobRunner(UnitOfWork unitOfWork, InProcessJobSettings settings) {
    this(unitOfWork, settings, Time.system(), Threads.newTaskExecutor("ollio-job"));
  }

  private InProcessJobRunner(
      UnitOfWork unitOfWork, InProcessJobSettings settings, Time time, ExecutorService own) {
    this(unitOfWork, settings, time, own, own);
  }

  /**
   * A runner on the host's threads and clock.
   *
   * @param executor starts every task at once: one for each job that runs, and one while a job
   *     waits for a retry; not shut down by {@link #close(Duration)}
   * @param sleeper waits for the next retry, in the clock's time
   * @param random draws the jitter of the retries; must be thread-safe
   */
  public InProcessJobRunner(
      UnitOfWork unitOfWork,
      InProcessJobSettings settings,
      Executor executor,
      InstantSource clock,
      Sleeper sleeper,
      RandomGenerator random) {
    this(unitOfWork, settings, new Time(clock, sleeper, random), executor, null);
  }

  private InProcessJobRunner(
      UnitOfWork unitOfWork,
      InProcessJobSettings settings,
      Time time,
      Executor executor,
      @Nullable ExecutorService ownExecutor) {
    this.unitOfWork = unitOfWork;
    this.retries = settings.retries();
    this.queue = new JobQueue(settings);
    this.time = time;
    this.timer = new RetryTimer(executor, time.clock, time.sleeper);
    this.executor = executor;
    this.ownExecutor = ownExecutor;
  }

  @Override
  public void register(String name, JobHandler handler) {
    synchronized (lock) {
      if (started) {
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
      started = true;
    }
    startJobs();
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
      if (queue.knows(job)) {
        return false;
      }
    }
    AtomicBoolean isNew = new AtomicBoolean(true);
    unitOfWork.afterCommit(() -> isNew.set(enqueue(job)));
    return isNew.get();
  }

  private boolean enqueue(Job job) {
    synchronized (lock) {
      if (closed) {
        LOG.warn("Job {} was committed after the close and is lost", job.label());
        return false;
      }
      if (!queue.add(job, time.clock.instant())) {
        return false;
      }
    }
    startJobs();
    return true;
  }

  @Override
  public boolean cancel(String name, String key) {
    JobRun run;
    synchronized (lock) {
      JobQueue.Entry entry = queue.find(name, key);
      if (entry == null) {
        return false;
      }
      run = runs.get(entry);
      if (run != null) {
        run.markUnwanted();
      } else if (entry.isRunning()) {
        return false; // it has failed, and its handler is being told so
      } else {
        queue.end(entry);
      }
    }
    if (run != null) {
      run.stop();
    }
    startJobs();
    return true;
  }

  @Override
  public JobStats stats() {
    synchronized (lock) {
      return queue.stats(time.clock.instant(), failed);
    }
  }

  @Override
  public void close(Duration grace) {
    synchronized (lock) {
      closed = true;
    }
    timer.close();
    if (!awaitIdle(grace)) {
      cancelRuns();
      awaitIdle(Duration.ofSeconds(LAST_SECONDS));
    }
    warnOfLoss();
    if (ownExecutor != null) {
      ownExecutor.shutdownNow();
    }
  }

  private boolean awaitIdle(Duration longest) {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(longest);
    synchronized (lock) {
      try {
        while (queue.running() > 0) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private void cancelRuns() {
    List<JobRun> late;
    synchronized (lock) {
      late = List.copyOf(runs.values());
      late.forEach(JobRun::markShutdown);
    }
    late.forEach(JobRun::stop);
  }

  private void warnOfLoss() {
    List<Job> lost;
    synchronized (lock) {
      lost = queue.jobs();
    }
    if (!lost.isEmpty()) {
      String labels =
          lost.stream().limit(MOST_NAMED).map(Job::label).collect(Collectors.joining(", "));
      String more = lost.size() > MOST_NAMED ? " and more" : "";
      LOG.warn("Closed with {} jobs unfinished, which are lost: {}{}", lost.size(), labels, more);
    }
  }

  private void startJobs() {
    for (JobRun run = nextRun(); run != null; run = nextRun()) {
      JobRun next = run;
      executor.execute(() -> run(next));
    }
  }

  private @Nullable JobRun nextRun() {
    synchronized (lock) {
      JobQueue.Entry entry = started && !closed ? queue.startNext() : null;
      if (entry == null) {
        return null;
      }
      JobRun run = new JobRun(entry, Objects.requireNonNull(handlers.get(entry.job.name())));
      runs.put(entry, run);
      return run;
    }
  }

  private void run(JobRun run) {
    RuntimeException failure = run.tryOnce();
    switch (judge(run, failure)) {
      case AGAIN -> runAgain(run);
      case FAILED -> {
        run.tellFailure(Objects.requireNonNull(failure));
        end(run, 1);
      }
      case ENDED -> end(run, 0);
    }
    startJobs();
  }

  /** From here on the job cannot be cancelled, unless it waits for a retry. */
  private JobRun.Verdict judge(JobRun run, @Nullable RuntimeException failure) {
    synchronized (lock) {
      runs.remove(run.entry());
      return run.judge(failure, retries);
    }
  }

  private void runAgain(JobRun run) {
    JobQueue.Entry entry = run.entry();
    Duration delay = retries.delayBefore(run.attempt(), time.random);
    Instant due;
    synchronized (lock) {
      Instant now = time.clock.instant();
      due = now.plus(delay);
      queue.putBack(entry, now);
      lock.notifyAll();
    }
    if (delay.isZero()) {
      wake(entry);
    } else {
      timer.at(due, () -> wake(entry));
    }
  }

  private void wake(JobQueue.Entry entry) {
    synchronized (lock) {
      if (queue.find(entry.job.name(), entry.job.key()) == entry) {
        queue.ready(entry);
      }
    }
    startJobs();
  }

  private void end(JobRun run, int failures) {
    synchronized (lock) {
      failed += failures;
      queue.end(run.entry());
      lock.notifyAll();
    }
  }

  private record Time(InstantSource clock, Sleeper sleeper, RandomGenerator random) {
    static Time system() {
      return new Time(InstantSource.system(), Sleeper.system(), new Random());
    }
  }
}
