package io.ollio.local;

import io.ollio.OwnerId;
import io.ollio.job.Job;
import io.ollio.job.JobStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which job is next: owners take turns, jobs of one serial key go one by one, and both
 * concurrency limits hold. Not thread-safe; the runner's lock guards it.
 */
final class JobQueue {
  private final InProcessJobSettings settings;
  private final Map<Id, Entry> live = new HashMap<>();
  private final Set<Id> ended = new LinkedHashSet<>();
  private final Map<String, NavigableSet<Entry>> lanes = new HashMap<>();
  private final Map<OwnerId, Turn> turns = new HashMap<>();
  private final Set<Turn> rotation = new LinkedHashSet<>();
  private long submitted;
  private int running;

  JobQueue(InProcessJobSettings settings) {
    this.settings = settings;
  }

  boolean knows(Job job) {
    Id id = Id.of(job);
    return live.containsKey(id) || ended.contains(id);
  }

  /** The job if it waits or runs. */
  @Nullable Entry find(String name, String key) {
    return live.get(new Id(name, key));
  }

  int running() {
    return running;
  }

  /** The jobs that wait or run, in the order they came. */
  List<Job> jobs() {
    return live.values().stream()
        .sorted(Comparator.comparingLong(entry -> entry.number))
        .map(entry -> entry.job)
        .toList();
  }

  /** Takes a job in; tells whether it is new. */
  boolean add(Job job, Instant now) {
    if (knows(job)) {
      return false;
    }
    Entry entry = new Entry(job, ++submitted, now);
    live.put(Id.of(job), entry);
    NavigableSet<Entry> lane = lanes.computeIfAbsent(job.serialKey(), JobQueue::inOrder);
    lane.add(entry);
    if (lane.first() == entry) {
      ready(entry);
    }
    return true;
  }

  /** The next job that may run now; it has a slot until it is put back or ends. */
  @Nullable Entry startNext() {
    if (running >= settings.concurrency() || rotation.isEmpty()) {
      return null;
    }
    Turn turn = rotation.iterator().next();
    rotation.remove(turn);
    Entry entry = turn.ready.first();
    turn.ready.remove(entry);
    turn.running++;
    running++;
    entry.isRunning = true;
    entry.attempts++;
    update(turn);
    return entry;
  }

  /**
   * Takes the job's slot back; it keeps its turn in its serial key and waits for {@link #ready}.
   */
  void putBack(Entry entry, Instant now) {
    entry.waitingSince = now;
    leave(entry);
  }

  /** Lets a job run again, before its owner's younger ones. */
  void ready(Entry entry) {
    Turn turn = turns.computeIfAbsent(entry.job.owner(), Turn::new);
    turn.ready.add(entry);
    update(turn);
  }

  /** Ends a job, whether it waits or runs, and lets the next one of its serial key go on. */
  void end(Entry entry) {
    leave(entry);
    live.remove(Id.of(entry.job));
    remember(Id.of(entry.job));
    NavigableSet<Entry> lane = Objects.requireNonNull(lanes.get(entry.job.serialKey()));
    boolean hadTurn = lane.first() == entry;
    lane.remove(entry);
    if (lane.isEmpty()) {
      lanes.remove(entry.job.serialKey());
    } else if (hadTurn) {
      ready(lane.first());
    }
  }

  JobStats stats(Instant now, long failed) {
    Duration oldest =
        live.values().stream()
            .filter(entry -> !entry.isRunning)
            .map(entry -> Duration.between(entry.waitingSince, now))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return new JobStats(live.size() - running, running, oldest, failed);
  }

  private void leave(Entry entry) {
    Turn turn = turns.get(entry.job.owner());
    if (turn == null) {
      return;
    }
    turn.ready.remove(entry);
    if (entry.isRunning) {
      entry.isRunning = false;
      turn.running--;
      running--;
    }
    update(turn);
  }

  private void update(Turn turn) {
    if (turn.ready.isEmpty() || turn.running >= settings.concurrencyPerOwner()) {
      rotation.remove(turn);
    } else {
      rotation.add(turn);
    }
    if (turn.ready.isEmpty() && turn.running == 0) {
      turns.remove(turn.owner);
    }
  }

  private void remember(Id id) {
    ended.add(id);
    if (ended.size() > settings.rememberedKeys()) {
      Iterator<Id> oldestFirst = ended.iterator();
      oldestFirst.next();
      oldestFirst.remove();
    }
  }

  private static NavigableSet<Entry> inOrder(Object ignored) {
    return new TreeSet<>(Comparator.comparingLong(entry -> entry.number));
  }

  /** A job that has not ended. */
  static final class Entry {
    final Job job;
    private final long number;
    private Instant waitingSince;
    private boolean isRunning;

    private int attempts;

    Entry(Job job, long number, Instant now) {
      this.job = job;
      this.number = number;
      this.waitingSince = now;
    }

    /** Tries begun so far, the running one included. */
    int attempts() {
      return attempts;
    }

    boolean isRunning() {
      return isRunning;
    }
  }

  /** One owner's waiting jobs that may run, oldest first, and how many run. */
  private static final class Turn {
    private final OwnerId owner;
    private final NavigableSet<Entry> ready = inOrder(this);
    private int running;

    Turn(OwnerId owner) {
      this.owner = owner;
    }
  }

  private record Id(String name, String key) {
    static Id of(Job job) {
      return new Id(job.name(), job.key());
    }
  }
}
