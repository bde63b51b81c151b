package io.ollio.sandbox.e2b.code;

import java.util.List;
import java.util.Optional;

/**
 * What came of code.
 *
 * @param results what it showed, in order
 * @param stdout what it wrote, in pieces
 * @param stderr what it wrote to standard error, in pieces
 * @param error why it failed; empty when it did not
 * @param count the execution's number in its context; 0 when not told
 */
public record Execution(
    List<CodeResult> results,
    List<String> stdout,
    List<String> stderr,
    Optional<CodeError> error,
    int count) {
  /** Copies. */
  public Execution {
    results = List.copyOf(results);
    stdout = List.copyOf(stdout);
    stderr = List.copyOf(stderr);
  }

  /** The value of the last expression as text. */
  public Optional<String> text() {
    return results.stream().filter(CodeResult::isMain).findFirst().flatMap(CodeResult::text);
  }
}
