package io.ollio.testkit.job;

import io.ollio.Cancellation;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.job.Job;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A handler that notes what happens, in words such as {@code start a#1}, {@code end a#1} and {@code
 * failed a#4} (key and attempt), and does in each job what the test has said.
 */
final class Probe implements JobHandler {
  private static final String FAILED = "failed:";

  private final Object lock = new Object();
  private final List<Event> events = new ArrayList<>();
  private final List<RuntimeException> causes = new ArrayList<>();
  private final Map<String, Consumer<JobContext>> scripts = new ConcurrentHashMap<>();
  private final List<CountDownLatch> gates = new ArrayList<>();
  private final InstantSource clock;
  private final Duration patience;

  Probe(InstantSource clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  /** What the job with this key does; the others return at once. */
  void script(String key, Consumer<JobContext> body) {
    scripts.put(key, body);
  }

  /** Makes the jobs with these keys wait until the gate is opened with {@code countDown}. */
  CountDownLatch hold(String... keys) {
    CountDownLatch gate = new CountDownLatch(1);
    synchronized (lock) {
      gates.add(gate);
    }
    for (String key : keys) {
      script(key, context -> pass(gate));
    }
    return gate;
  }

  /** Opens every gate, so that no thread outlives its test. */
  void openGates() {
    synchronized (lock) {
      gates.forEach(CountDownLatch::countDown);
    }
  }

  /** A script that goes on until it is cancelled. */
  void untilCancelled(JobContext context) {
    CountDownLatch cancelled = hold();
    try (Cancellation.Registration ignored =
        context.cancellation().onCancel(cancelled::countDown)) {
      pass(cancelled);
    }
    context.cancellation().throwIfCancelled();
  }

  @Override
  public void run(JobContext context) {
    note("start", context);
    try {
      scripts.getOrDefault(context.job().key(), quick -> {}).accept(context);
    } finally {
      note("end", context);
    }
  }

  @Override
  public void failed(JobContext context, RuntimeException cause) {
    synchronized (lock) {
      causes.add(cause);
    }
    note("failed", context);
    scripts.getOrDefault(FAILED + context.job().key(), quick -> {}).accept(context);
  }

  /** What the {@code failed} hook of the job with this key does. */
  void scriptFailed(String key, Consumer<JobContext> body) {
    script(FAILED + key, body);
  }

  /** Everything so far, in order. */
  List<String> events() {
    return snapshot().stream().map(Event::words).toList();
  }

  /** Key and attempt of every start so far, in order. */
  List<String> starts() {
    return snapshot().stream().filter(Event::isStart).map(Event::label).toList();
  }

  /** When the job with this key started, try by try. */
  List<Instant> startTimes(String key) {
    return snapshot().stream()
        .filter(event -> event.isStart() && event.job.key().equals(key))
        .map(Event::at)
        .toList();
  }

  /** What {@code failed} was told, in order. */
  List<RuntimeException> causes() {
    synchronized (lock) {
      return List.copyOf(causes);
    }
  }

  /** Most jobs of this kind that ran at the same time. */
  int peak(Predicate<Job> kind) {
    int running = 0;
    int peak = 0;
    for (Event event : snapshot()) {
      if (kind.test(event.job)) {
        running += event.change();
        peak = Math.max(peak, running);
      }
    }
    return peak;
  }

  /** Returns as soon as all this has happened, in whatever order. */
  void await(String... words) {
    awaitThat(List.of(words) + " to happen", seen -> seen.containsAll(List.of(words)));
  }

  /** Returns as soon as this many runs have started. */
  void awaitStarts(int count) {
    awaitCount("start ", count);
  }

  /** Returns as soon as this many runs have ended. */
  void awaitEnds(int count) {
    awaitCount("end ", count);
  }

  private void awaitCount(String kind, int count) {
    awaitThat(
        count + " times " + kind,
        seen -> seen.stream().filter(words -> words.startsWith(kind)).count() >= count);
  }

  private void awaitThat(String what, Predicate<List<String>> claim) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (lock) {
      try {
        while (!claim.test(events())) {
          TimeUnit.NANOSECONDS.timedWait(lock, timeLeft(deadline, what));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationCancelled("Interrupted while waiting for " + what, e);
      }
    }
  }

  private long timeLeft(long deadline, String what) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new AssertionError("Waited for " + what + ", saw " + events());
    }
    return left;
  }

  private void note(String kind, JobContext context) {
    synchronized (lock) {
      events.add(new Event(kind, context.job(), context.attempt(), clock.instant()));
      lock.notifyAll();
    }
  }

  private List<Event> snapshot() {
    synchronized (lock) {
      return List.copyOf(events);
    }
  }

  /** Waits at a gate. */
  static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted at a gate", e);
    }
  }

  private record Event(String kind, Job job, int attempt, Instant at) {
    boolean isStart() {
      return kind.equals("start");
    }

    int change() {
      return isStart() ? 1 : kind.equals("end") ? -1 : 0;
    }

    String label() {
      return job.key() + "#" + attempt;
    }

    String words() {
      return kind + " " + label();
    }
  }

  /** A failure worth a retry. */
  static final class Busy extends OllioException {
    private static final long serialVersionUID = 1L;

    Busy() {
      super("busy");
    }

    @Override
    public boolean isRetryable() {
      return true;
    }
  }

  /** A failure that no retry mends. */
  static final class Broken extends OllioException {
    private static final long serialVersionUID = 1L;

    Broken() {
      super("broken");
    }
  }
}
