package io.ollio.sandbox.e2b.code;

import io.ollio.InvalidInput;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Code to run.
 *
 * @param code the code
 * @param language {@code python}, {@code javascript}, {@code typescript}, {@code r}, {@code java}
 *     or {@code bash}; empty for Python, or the context's
 * @param contextId where to run it; empty for the language's default context
 * @param environment variables
 * @param timeLimit longest run
 */
public record CodeRequest(
    String code,
    Optional<String> language,
    Optional<String> contextId,
    Map<String, String> environment,
    Duration timeLimit) {
  /** Time limit when the caller does not say. */
  public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(60);

  /** Checks and copies. */
  public CodeRequest {
    InvalidInput.check(
        language.isEmpty() || contextId.isEmpty(),
        "language",
        "must be left out when there is a context, which has its own");
    InvalidInput.check(
        timeLimit.compareTo(Duration.ZERO) > 0,
        "timeLimit",
        "is " + timeLimit + ", must be positive");
    environment = Map.copyOf(environment);
  }

  /** Python in the default context. */
  public static CodeRequest python(String code) {
    return new CodeRequest(code, Optional.empty(), Optional.empty(), Map.of(), DEFAULT_TIME_LIMIT);
  }

  /** Another language in its default context. */
  public static CodeRequest of(String language, String code) {
    return new CodeRequest(
        code, Optional.of(language), Optional.empty(), Map.of(), DEFAULT_TIME_LIMIT);
  }

  /** This code in a context of its own. */
  public CodeRequest in(CodeContext context) {
    return new CodeRequest(
        code, Optional.empty(), Optional.of(context.id()), environment, timeLimit);
  }

  /** This code with variables. */
  public CodeRequest withEnvironment(Map<String, String> variables) {
    return new CodeRequest(code, language, contextId, variables, timeLimit);
  }

  /** This code with another time limit. */
  public CodeRequest withTimeLimit(Duration limit) {
    return new CodeRequest(code, language, contextId, environment, limit);
  }

  /** Without the code. */
  @Override
  public String toString() {
    return "CodeRequest[" + code.length() + " characters, language=" + language + "]";
  }
}
