package io.ollio.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * How a command ended.
 *
 * @param exitCode the program's exit code; 128 + the signal's number when a signal ended it
 * @param stdout what it wrote to standard output, cut in the middle with a note beyond the limit
 * @param stderr the same of standard error
 * @param elapsed how long it ran
 * @param limitHit which limit ended it; empty when it ended by itself
 */
public record CommandResult(
    int exitCode, String stdout, String stderr, Duration elapsed, Optional<Limit> limitHit) {
  /** A bound that a command can run into. */
  public enum Limit {
    /** Its time limit. */
    TIME,
    /** Far more output than is kept. */
    OUTPUT,
    /** The sandbox's memory. */
    MEMORY,
    /** The sandbox's processor budget. */
    CPU,
    /** The sandbox's number of processes. */
    PROCESSES,
    /** The sandbox's disk, in bytes or files. */
    DISK
  }

  /** Whether it ended by itself with exit code 0. */
  public boolean isSuccess() {
    return exitCode == 0 && limitHit.isEmpty();
  }
}
