package io.ollio.local.memory;

import io.ollio.project.EventLog.NewEvent;
import io.ollio.project.EventLog.StoredEvent;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable list of one generation's events. Longer lists share the array of the shorter one
 * they were made from: a list never looks behind its own size, and only the newest one is made
 * longer.
 */
final class EventList {
  static final EventList EMPTY = new EventList(new StoredEvent[0], 0, 0);

  private final StoredEvent[] buffer;
  private final int size;
  private final long removed;

  private EventList(StoredEvent[] buffer, int size, long removed) {
    this.buffer = buffer;
    this.size = size;
    this.removed = removed;
  }

  int size() {
    return size;
  }

  /** The highest number ever used. */
  long lastNumber() {
    return removed + size;
  }

  EventList with(List<NewEvent> events) {
    int longer = size + events.size();
    StoredEvent[] target =
        longer <= buffer.length ? buffer : Arrays.copyOf(buffer, Math.max(longer, size * 2));
    for (int i = 0; i < events.size(); i++) {
      target[size + i] = new StoredEvent(removed + size + i + 1, events.get(i));
    }
    return new EventList(target, longer, removed);
  }

  /** No events, but the next one's number goes on. */
  EventList cleared() {
    return new EventList(EMPTY.buffer, 0, lastNumber());
  }

  List<StoredEvent> after(long number, int limit) {
    int from = (int) Math.min(size, Math.max(0, number - removed));
    int to = from + Math.min(limit, size - from);
    return List.of(Arrays.copyOfRange(buffer, from, to));
  }
}
