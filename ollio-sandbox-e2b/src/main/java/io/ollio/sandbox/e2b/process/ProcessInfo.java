package io.ollio.sandbox.e2b.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running process that was started through the daemon.
 *
 * @param pid its id
 * @param tag the tag it was started with
 * @param command the program
 * @param arguments what it got
 * @param environment variables it was started with
 * @param directory where it was started
 */
public record ProcessInfo(
    long pid,
    Optional<String> tag,
    String command,
    List<String> arguments,
    Map<String, String> environment,
    Optional<String> directory) {
  /** Copies. */
  public ProcessInfo {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }
}
