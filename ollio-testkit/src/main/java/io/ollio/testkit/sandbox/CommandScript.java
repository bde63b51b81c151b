package io.ollio.testkit.sandbox;

import io.ollio.Cancellation;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.SandboxFiles;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Answers commands in a test. Called on the thread that runs the command. */
@FunctionalInterface
public interface CommandScript {
  /**
   * Plays the command: may read and write the sandbox's files, and tells its output to the listener
   * itself if it wants any heard.
   */
  CommandResult run(
      Command command, SandboxFiles files, CommandOutput output, Cancellation cancellation);

  /** Commands that print a fixed text and succeed, by script; every other one fails the test. */
  static CommandScript printing(Map<String, String> stdoutByScript) {
    Map<String, String> answers = Map.copyOf(stdoutByScript);
    return (command, files, output, cancellation) -> {
      String stdout = answers.get(command.script());
      if (stdout == null) {
        throw new AssertionError("No answer is scripted for the command: " + command.script());
      }
      if (!stdout.isEmpty()) {
        output.onOutput(CommandOutput.Stream.STDOUT, stdout);
      }
      return result(0, stdout, "");
    };
  }

  /** How a command ended that took a millisecond. */
  static CommandResult result(int exitCode, String stdout, String stderr) {
    return new CommandResult(exitCode, stdout, stderr, Duration.ofMillis(1), Optional.empty());
  }
}
