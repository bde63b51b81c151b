package io.ollio.local.isolation;

import java.time.Duration;

/**
 * What a command with everything it started uses at a moment.
 *
 * @param memoryBytes resident and swapped memory and page tables; shared pages count once per
 *     process
 * @param threads processes and threads
 * @param cpuTime processor time so far, of the ended ones too as far as their parents have seen
 *     them
 */
public record ProcessUse(long memoryBytes, int threads, Duration cpuTime) {
  /** Of a command that has ended. */
  public static final ProcessUse NONE = new ProcessUse(0, 0, Duration.ZERO);
}
