package io.ollio.sandbox.e2b.process;

import io.ollio.InvalidInput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param command the program
 * @param arguments what it gets
 * @param environment variables on top of the sandbox's own
 * @param directory where it runs; empty for the template's default
 * @param user the Linux user; empty for the template's default
 * @param tag a name of the caller's, by which it is found again
 * @param hasInput whether it has standard input
 * @param timeLimit the daemon then kills it, but not its children; empty for none
 */
public record ProcessRequest(
    String command,
    List<String> arguments,
    Map<String, String> environment,
    Optional<String> directory,
    Optional<String> user,
    Optional<String> tag,
    boolean hasInput,
    Optional<Duration> timeLimit) {
  /** Checks and copies. */
  public ProcessRequest {
    InvalidInput.check(!command.isBlank(), "command", "must not be blank");
    timeLimit.ifPresent(
        limit ->
            InvalidInput.check(
                limit.compareTo(Duration.ZERO) > 0,
                "timeLimit",
                "is " + limit + ", must be positive"));
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** A line for a login shell, without input and time limit. */
  public static ProcessRequest bash(String line) {
    return of("/bin/bash", "-l", "-c", line);
  }

  /** A program with its arguments, without input and time limit. */
  public static ProcessRequest of(String command, String... arguments) {
    return new ProcessRequest(
        command,
        List.of(arguments),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** This process with variables. */
  public ProcessRequest withEnvironment(Map<String, String> variables) {
    return new ProcessRequest(
        command, arguments, variables, directory, user, tag, hasInput, timeLimit);
  }

  /** This process in a directory. */
  public ProcessRequest in(String place) {
    return new ProcessRequest(
        command, arguments, environment, Optional.of(place), user, tag, hasInput, timeLimit);
  }

  /** This process as another user. */
  public ProcessRequest as(String name) {
    return new ProcessRequest(
        command, arguments, environment, directory, Optional.of(name), tag, hasInput, timeLimit);
  }

  /** This process under a name of the caller's. */
  public ProcessRequest tagged(String name) {
    return new ProcessRequest(
        command, arguments, environment, directory, user, Optional.of(name), hasInput, timeLimit);
  }

  /** This process with standard input. */
  public ProcessRequest withInput() {
    return new ProcessRequest(
        command, arguments, environment, directory, user, tag, true, timeLimit);
  }

  /** This process with a time limit. */
  public ProcessRequest withTimeLimit(Duration limit) {
    return new ProcessRequest(
        command, arguments, environment, directory, user, tag, hasInput, Optional.of(limit));
  }

  /** Without arguments and environment, which may hold secrets. */
  @Override
  public String toString() {
    return "ProcessRequest[command=" + command + ", tag=" + tag + "]";
  }
}
