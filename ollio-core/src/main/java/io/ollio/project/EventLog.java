package io.ollio.project;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.StorableText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The events of a {@link ProjectStore}'s generations, whose rules on threads and owners apply. */
public interface EventLog {
  /**
   * An event to store.
   *
   * @param type short name of its kind
   * @param json the event as JSON text; opaque here
   * @param at when it happened
   */
  record NewEvent(String type, String json, Instant at) {
    /** Checks the type and cleans the JSON text. */
    public NewEvent {
      InvalidInput.text(type, "event type", 100);
      json = StorableText.clean(json);
    }
  }

  /**
   * A stored event.
   *
   * @param number its place among the generation's events: 1, 2, 3 … without a gap
   * @param event the event
   */
  record StoredEvent(long number, NewEvent event) {}

  /**
   * Adds events to the end in this order and wakes those who wait; returns the last one's number
   * (that of the last one before when there are none to add, 0 for none at all). A generation that
   * has ended takes events too.
   *
   * @throws ProjectException.GenerationNotFound when there is no such generation
   */
  long append(GenerationId generation, List<NewEvent> events);

  /**
   * Reads the events after a number, oldest first. When there are none, waits for the first; inside
   * a unit of work it does not wait.
   *
   * @param after 0 for the beginning
   * @param limit most events returned, at least 1
   * @param wait how long to wait; zero for not at all
   * @return at most {@code limit} events, none when the wait was in vain
   * @throws ProjectException.GenerationNotFound when the reader may not know the generation
   * @throws io.ollio.OperationCancelled when cancelled or interrupted while waiting
   * @throws io.ollio.InvalidInput when {@code after} is negative or {@code limit} below 1
   */
  List<StoredEvent> read(
      OwnerId reader,
      GenerationId generation,
      long after,
      int limit,
      Duration wait,
      Cancellation cancellation);

  /**
   * Removes the events of generations that ended before the time (by {@link
   * Generation.State#updatedAt}), and their checkpoints; returns how many events. Their numbers are
   * not used again.
   */
  int deleteEndedBefore(Instant time);
}
