package io.ollio.sandbox.e2b.monitor;

import java.time.Instant;
import java.util.Map;

/**
 * A line of a sandbox's log.
 *
 * @param at when it was written
 * @param level e.g. {@code info}
 * @param message the line
 * @param fields what else was written with it
 */
public record LogEntry(Instant at, String level, String message, Map<String, String> fields) {
  /** Copies. */
  public LogEntry {
    fields = Map.copyOf(fields);
  }
}
