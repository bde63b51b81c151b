package io.ollio.testkit.job;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.UnitOfWork;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobCrashed;
import io.ollio.job.JobHandler;
import io.ollio.job.JobRunner;
import io.ollio.job.JobStats;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs when a test says so, on the test's thread, one after the other in the order they were
 * submitted. A retry comes next, without a pause.
 *
 * <p>It has no limits, no turns between owners and no clock (the age of waiting jobs is always
 * zero); closing cancels a job that runs at once and does not wait for it. In everything else it
 * does what {@link JobRunnerContract} says, given one thread that runs jobs.
 */
public final class ManualJobRunner implements JobRunner {
  private final Object lock = new Object();
  private final Map<String, JobHandler> handlers = new HashMap<>();
  private final Set<List<String>> known = new HashSet<>();
  private final Deque<Try> waiting = new ArrayDeque<>();
  private final UnitOfWork unitOfWork;
  private final int retries;
  private @Nullable Try running;
  private boolean started;
  private boolean closed;
  private long failed;

  /** A runner with three retries. */
  public ManualJobRunner(UnitOfWork unitOfWork) {
    this(unitOfWork, 3);
  }

  /** A runner with this many retries. */
  public ManualJobRunner(UnitOfWork unitOfWork, int retries) {
    this.unitOfWork = unitOfWork;
    this.retries = retries;
  }

  /**
   * Runs one try of the next job; tells whether there was one. What the handler's {@code failed}
   * throws comes out here, where the test sees it.
   */
  public boolean runNext() {
    Try next = takeNext();
    if (next == null) {
      return false;
    }
    JobHandler handler = Objects.requireNonNull(handlers.get(next.job.name()));
    RuntimeException failure = run(handler, next);
    boolean isRetryable = failure instanceof OllioException known && known.isRetryable();
    boolean isLeft = next.isShutdown && failure instanceof OperationCancelled;
    if (failure == null || next.isUnwanted) {
      end(next, 0, false);
    } else if (isLeft || (isRetryable && next.attempt <= retries)) {
      end(next, 0, true);
    } else {
      end(next, 1, false);
      handler.failed(next, failure);
    }
    return true;
  }

  /**
   * Runs until no job waits, those included that running jobs submit; tells the number of tries.
   */
  public int runAll() {
    int tries = 0;
    while (runNext()) {
      tries++;
    }
    return tries;
  }

  @Override
  public void register(String name, JobHandler handler) {
    synchronized (lock) {
      if (started || handlers.containsKey(name)) {
        throw new IllegalStateException("Handler of " + name + " comes twice or after the start");
      }
      handlers.put(name, handler);
    }
  }

  @Override
  public void start() {
    synchronized (lock) {
      started = true;
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
      if (known.contains(id(job.name(), job.key()))) {
        return false;
      }
    }
    AtomicBoolean isNew = new AtomicBoolean(true);
    unitOfWork.afterCommit(() -> isNew.set(enqueue(job)));
    return isNew.get();
  }

  @Override
  public boolean cancel(String name, String key) {
    Try stopped;
    synchronized (lock) {
      stopped = running != null && running.is(name, key) ? running : null;
      if (stopped == null) {
        return waiting.removeIf(next -> next.is(name, key));
      }
      stopped.isUnwanted = true;
    }
    stopped.cancellation.cancel();
    return true;
  }

  @Override
  public JobStats stats() {
    synchronized (lock) {
      return new JobStats(waiting.size(), running == null ? 0 : 1, Duration.ZERO, failed);
    }
  }

  @Override
  public void close(Duration grace) {
    Try stopped;
    synchronized (lock) {
      closed = true;
      stopped = running;
    }
    if (stopped != null) {
      stopped.isShutdown = true;
      stopped.cancellation.cancel();
    }
  }

  private boolean enqueue(Job job) {
    synchronized (lock) {
      boolean isNew = known.add(id(job.name(), job.key()));
      if (isNew) {
        waiting.add(new Try(job, 1));
      }
      return isNew;
    }
  }

  private @Nullable Try takeNext() {
    synchronized (lock) {
      if (!started || closed || running != null) {
        return null;
      }
      running = waiting.poll();
      return running;
    }
  }

  private static @Nullable RuntimeException run(JobHandler handler, Try next) {
    try {
      handler.run(next);
      return null;
    } catch (RuntimeException e) {
      return e;
    } catch (Error e) {
      return new JobCrashed(next.job, e);
    }
  }

  private void end(Try last, int failures, boolean again) {
    synchronized (lock) {
      running = null;
      failed += failures;
      if (again) {
        waiting.addFirst(new Try(last.job, last.attempt + 1));
      }
    }
  }

  private static List<String> id(String name, String key) {
    return List.of(name, key);
  }

  /** One try of one job. */
  private static final class Try implements JobContext {
    private final Job job;
    private final int attempt;
    private final CancellationSource cancellation = new CancellationSource();
    private volatile boolean isUnwanted;
    private volatile boolean isShutdown;

    Try(Job job, int attempt) {
      this.job = job;
      this.attempt = attempt;
    }

    boolean is(String name, String key) {
      return id(job.name(), job.key()).equals(id(name, key));
    }

    @Override
    public Job job() {
      return job;
    }

    @Override
    public int attempt() {
      return attempt;
    }

    @Override
    public Cancellation cancellation() {
      return cancellation;
    }

    @Override
    public boolean isShutdown() {
      return isShutdown;
    }
  }
}
