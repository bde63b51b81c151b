package io.ollio.sandbox.e2b.monitor;

import io.ollio.InvalidInput;
import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of a log to read.
 *
 * @param from where to start
 * @param backward whether to go back in time from there
 * @param limit most lines, 1 to 1000; 0 leaves it to E2B
 * @param level least level
 * @param search words that must be there
 */
public record LogQuery(
    Optional<Instant> from,
    boolean backward,
    int limit,
    Optional<String> level,
    Optional<String> search) {
  /** As E2B gives them. */
  public static final LogQuery ALL =
      new LogQuery(Optional.empty(), false, 0, Optional.empty(), Optional.empty());

  /** Checks the range. */
  public LogQuery {
    InvalidInput.check(
        limit >= 0 && limit <= 1_000, "limit", "is " + limit + ", must be 0 to 1000");
  }
}
