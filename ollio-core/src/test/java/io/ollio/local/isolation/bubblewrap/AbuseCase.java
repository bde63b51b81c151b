package io.ollio.local.isolation.bubblewrap;

import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.CommandResult.Limit;
import java.util.Set;

/**
 * One attempt to get out of a sandbox or around its limits.
 *
 * @param title what is tried
 * @param expected what must be seen
 * @param attack does it and tells what was seen
 */
record AbuseCase(String title, String expected, Attack attack) {
  private static final Set<String> REFUSALS =
      Set.of("No such file or directory", "Permission denied", "Operation not permitted");

  /** Tries something. */
  interface Attack {
    String run(AbuseHost host) throws Exception;
  }

  /** Tells in words what became of a command. */
  interface Reading {
    String of(CommandResult result);
  }

  /** A command; what was seen is the reason in the first line of its standard error. */
  static AbuseCase fails(String title, String script, String expected) {
    return new AbuseCase(
        title, expected, host -> host.attempt(host.filled(script), AbuseCase::reason));
  }

  /** A command that fails because what it wants is not there or not permitted on this kernel. */
  static AbuseCase refused(String title, String script) {
    return new AbuseCase(
        title,
        "refused",
        host ->
            host.attempt(
                host.filled(script),
                result -> REFUSALS.contains(reason(result)) ? "refused" : reason(result)));
  }

  /** A command; what was seen is what it printed. */
  static AbuseCase prints(String title, String script, String expected) {
    return new AbuseCase(
        title,
        expected,
        host -> host.attempt(host.filled(script), result -> result.stdout().strip()));
  }

  /** A command that must be killed by a limit. */
  static AbuseCase killed(String title, String script, Limit limit) {
    return new AbuseCase(
        title, "killed: " + limit, host -> host.attempt(host.filled(script), AbuseCase::ending));
  }

  /** What comes after the last colon of the first line, where programs say what went wrong. */
  static String reason(CommandResult result) {
    String line = result.stderr().lines().findFirst().orElse("exit code " + result.exitCode());
    return line.substring(line.lastIndexOf(": ") + 1).strip();
  }

  /** Which limit ended it. */
  static String ending(CommandResult result) {
    return result
        .limitHit()
        .map(limit -> "killed: " + limit)
        .orElse("ended by itself with exit code " + result.exitCode());
  }
}
