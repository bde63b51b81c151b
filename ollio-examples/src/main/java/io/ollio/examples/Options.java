package io.ollio.examples;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param prompt what to build or change
 * @param out folder for the files
 * @param model name of the model; absent for the default
 * @param isOnce whether to exit instead of serving the preview
 * @param port of the preview; 0 for any free one
 */
record Options(String prompt, Path out, @Nullable String model, boolean isOnce, int port) {
  static final String USAGE =
      """
      Usage: ./run "PROMPT" [--out DIR] [--model NAME] [--port N] [--once]

        PROMPT        what to build, e.g. "Create a dark login form"; when DIR already holds a
                      component made by this command, the prompt changes it
        --out DIR     where the files go (default: ./out)
        --model NAME  model of the server (default: OLLIO_MODEL, else gpt-4.1-mini)
        --port N      port of the preview on this machine (default: any free one)
        --once        exit when the files are written, without serving the preview

      OPENAI_API_KEY and OPENAI_BASE_URL choose a real model on any compatible server; without
      them the bundled offline model answers, which is a rule-based stand-in.""";

  /** The command line cannot be understood; the message says which part. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  static Options parse(List<String> arguments) {
    Deque<String> rest = new ArrayDeque<>(arguments);
    String prompt = null;
    Path out = Path.of("out");
    String model = null;
    boolean isOnce = false;
    int port = 0;
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--out" -> out = folder(value(argument, rest));
        case "--model" -> model = value(argument, rest);
        case "--port" -> port = port(value(argument, rest));
        case "--once" -> isOnce = true;
        default -> prompt = prompt(argument, prompt);
      }
    }
    if (prompt == null) {
      throw new UsageException("The prompt is missing");
    }
    return new Options(prompt, out, model, isOnce, port);
  }

  private static String prompt(String argument, @Nullable String earlier) {
    if (argument.matches("--.*|-\\S*")) {
      throw new UsageException("There is no option " + argument);
    }
    if (earlier != null) {
      throw new UsageException("There are two prompts; put the whole prompt into quotes");
    }
    return argument;
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty() || rest.peek().startsWith("--")) {
      throw new UsageException("The option " + option + " needs a value");
    }
    return rest.pop();
  }

  private static Path folder(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException("--out is no path on this system: " + e.getReason());
    }
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new UsageException("--port is \"" + text + "\", must be a number");
    }
    throw new UsageException("--port is " + text + ", must be 0 to 65535");
  }
}
