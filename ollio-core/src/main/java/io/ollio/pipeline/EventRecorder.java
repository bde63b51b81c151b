package io.ollio.pipeline;

import io.ollio.generation.GenerationEvent;
import io.ollio.generation.Storage;
import io.ollio.project.EventLog.NewEvent;
import io.ollio.project.Generation;
import io.ollio.project.Generation.State;
import io.ollio.project.ProjectException.StaleAttempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one attempt. Deltas that follow each other within {@link #DELTA_INTERVAL}
 * are joined, so that a fast model does not flood the log: the first is stored at once, the next
 * ones together, and everything before any other event.
 */
final class EventRecorder {
  static final Duration DELTA_INTERVAL = Duration.ofMillis(50);

  private static final int MAX_JOINED_LENGTH = 16_000;

  private final Storage storage;
  private final Generation generation;
  private final InstantSource clock;
  private Instant lastDelta = Instant.EPOCH;
  private @Nullable Joined pending;
  private boolean closed;

  EventRecorder(Storage storage, Generation generation, InstantSource clock) {
    this.storage = storage;
    this.generation = generation;
    this.clock = clock;
  }

  /** Stores an event, after the deltas that came before it. */
  void record(GenerationEvent event) {
    recordAll(List.of(event));
  }

  /** Stores several events at once, after the deltas that came before them. */
  synchronized void recordAll(List<GenerationEvent> events) {
    if (closed) {
      return;
    }
    Instant now = clock.instant();
    List<NewEvent> due = new ArrayList<>(takePending());
    events.forEach(event -> due.add(EventJson.write(event, now)));
    append(due);
  }

  /** Stores a delta now or a little later. */
  synchronized void recordDelta(GenerationEvent delta) {
    if (closed) {
      return;
    }
    Instant now = clock.instant();
    if (pending != null && !pending.add(delta)) {
      flush();
    }
    if (pending == null) {
      pending = new Joined(delta, now);
    }
    boolean isDue = lastDelta.plus(DELTA_INTERVAL).compareTo(now) <= 0;
    if (isDue || pending.length() > MAX_JOINED_LENGTH) {
      flush();
      lastDelta = now;
    }
  }

  /** Stores what is waiting. */
  synchronized void flush() {
    List<NewEvent> due = takePending();
    if (!due.isEmpty()) {
      append(due);
    }
  }

  /**
   * Stores events while nobody can take over: the state is changed to itself, which locks it. So a
   * worker that was frozen or cut off for a while mixes nothing into its successor's events.
   */
  private void append(List<NewEvent> due) {
    State mine = generation.state();
    storage
        .unitOfWork()
        .run(
            () -> {
              if (!storage.projects().generations().changeState(generation.id(), mine, mine)) {
                checkRunning(mine);
              }
              storage.projects().events().append(generation.id(), due);
            });
  }

  /** A database may say that nothing was changed because it is the same. */
  private void checkRunning(State mine) {
    storage
        .projects()
        .generations()
        .find(generation.owner(), generation.id())
        .map(Generation::state)
        .filter(now -> now.status() != mine.status() || now.attempt() != mine.attempt())
        .ifPresent(
            taken -> {
              throw new StaleAttempt(generation.id(), mine.attempt());
            });
  }

  /** Stores what is waiting and nothing more: the last event follows, and it must be the last. */
  synchronized void close() {
    flush();
    closed = true;
  }

  private List<NewEvent> takePending() {
    if (pending == null) {
      return List.of();
    }
    NewEvent event = EventJson.write(pending.event(), pending.at);
    pending = null;
    return List.of(event);
  }

  /** Deltas of one kind and place, joined. */
  private static final class Joined {
    private final GenerationEvent first;
    private final Instant at;
    private final StringBuilder text = new StringBuilder();

    Joined(GenerationEvent first, Instant at) {
      this.first = first;
      this.at = at;
      text.append(textOf(first));
    }

    boolean add(GenerationEvent next) {
      if (!withText(first, "").equals(withText(next, ""))) {
        return false;
      }
      text.append(textOf(next));
      return true;
    }

    int length() {
      return text.length();
    }

    GenerationEvent event() {
      return withText(first, text.toString());
    }

    private static String textOf(GenerationEvent event) {
      if (event instanceof GenerationEvent.TextDelta delta) {
        return delta.text();
      }
      if (event instanceof GenerationEvent.FileDelta delta) {
        return delta.text();
      }
      if (event instanceof GenerationEvent.ToolOutput output) {
        return output.text();
      }
      return ((GenerationEvent.ThinkingDelta) event).text();
    }

    private static GenerationEvent withText(GenerationEvent event, String text) {
      if (event instanceof GenerationEvent.TextDelta) {
        return new GenerationEvent.TextDelta(text);
      }
      if (event instanceof GenerationEvent.FileDelta delta) {
        return new GenerationEvent.FileDelta(delta.callId(), delta.path(), delta.isEdit(), text);
      }
      if (event instanceof GenerationEvent.ToolOutput output) {
        return new GenerationEvent.ToolOutput(output.callId(), output.isError(), text);
      }
      return new GenerationEvent.ThinkingDelta(text);
    }
  }
}
