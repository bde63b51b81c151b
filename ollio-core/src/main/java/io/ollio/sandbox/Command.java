package io.ollio.sandbox;

import io.ollio.InvalidInput;
import io.ollio.file.FilePath;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A shell command.
 *
 * @param script what {@code bash -c} gets; no NUL character
 * @param directory where it runs; empty for the workspace
 * @param environment variables on top of the sandbox's own
 * @param timeLimit longest run; then it is killed
 * @param outputLimit most bytes kept of standard output and of standard error each; more is cut in
 *     the middle
 */
public record Command(
    String script,
    Optional<FilePath> directory,
    Map<String, String> environment,
    Duration timeLimit,
    int outputLimit) {
  /** Time limit when the caller does not say. */
  public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(60);

  /** Output kept when the caller does not say, in bytes of each stream. */
  public static final int DEFAULT_OUTPUT_LIMIT = 64 * 1_024;

  /** Checks and copies. */
  public Command {
    InvalidInput.check(!script.isBlank(), "command", "must not be blank");
    InvalidInput.check(script.indexOf('\0') < 0, "command", "must not contain NUL");
    InvalidInput.check(
        timeLimit.compareTo(Duration.ZERO) > 0,
        "timeLimit",
        "is " + timeLimit + ", must be positive");
    InvalidInput.check(outputLimit > 0, "outputLimit", "is " + outputLimit + ", must be positive");
    environment = Map.copyOf(environment);
  }

  /** A command in the workspace with the default limits. */
  public static Command of(String script) {
    return new Command(
        script, Optional.empty(), Map.of(), DEFAULT_TIME_LIMIT, DEFAULT_OUTPUT_LIMIT);
  }

  /** This command with another time limit. */
  public Command withTimeLimit(Duration limit) {
    return new Command(script, directory, environment, limit, outputLimit);
  }

  /** This command in another directory. */
  public Command in(FilePath place) {
    return new Command(script, Optional.of(place), environment, timeLimit, outputLimit);
  }

  /** This command with variables on top of the sandbox's own. */
  public Command withEnvironment(Map<String, String> variables) {
    return new Command(script, directory, variables, timeLimit, outputLimit);
  }
}
