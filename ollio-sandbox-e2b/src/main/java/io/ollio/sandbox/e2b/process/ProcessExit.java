package io.ollio.sandbox.e2b.process;

import java.util.Map;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param exitCode its exit code; -1 when a signal ended it
 * @param hasExited whether it ended by itself
 * @param status in words, e.g. {@code exit status 3}, {@code signal: killed}
 */
public record ProcessExit(int exitCode, boolean hasExited, String status) {
  private static final Map<String, Integer> SIGNALS =
      Map.ofEntries(
          Map.entry("hangup", 1),
          Map.entry("interrupt", 2),
          Map.entry("quit", 3),
          Map.entry("illegal instruction", 4),
          Map.entry("aborted", 6),
          Map.entry("bus error", 7),
          Map.entry("floating point exception", 8),
          Map.entry("killed", 9),
          Map.entry("segmentation fault", 11),
          Map.entry("broken pipe", 13),
          Map.entry("alarm clock", 14),
          Map.entry("terminated", 15));

  /** The signal that ended it, as the daemon names it, e.g. {@code killed}. */
  public Optional<String> signal() {
    String prefix = "signal: ";
    return hasExited || !status.startsWith(prefix)
        ? Optional.empty()
        : Optional.of(status.substring(prefix.length()).replace(" (core dumped)", ""));
  }

  /** The exit code as a shell says it: 128 + the signal's number when a signal ended it. */
  public int shellCode() {
    if (hasExited || exitCode >= 0) {
      return exitCode;
    }
    return 128 + signal().map(name -> SIGNALS.getOrDefault(name, 9)).orElse(9);
  }

  /** Whether it ended by itself with exit code 0. */
  public boolean isSuccess() {
    return exitCode == 0;
  }
}
