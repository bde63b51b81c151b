package io.ollio.check;

import io.ollio.file.FileTree;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The outcome of checks.
 *
 * @param problems without repetitions, errors first, then by file and line
 */
public record CheckReport(List<Problem> problems) {
  /** Sorts, and drops repetitions. */
  public CheckReport {
    problems = problems.stream().sorted().distinct().toList();
  }

  /** Runs the checks one after the other. */
  public static CheckReport of(Collection<? extends SiteCheck> checks, FileTree files) {
    return new CheckReport(checks.stream().flatMap(check -> check.check(files).stream()).toList());
  }

  /** Whether the files may become a version: there is no error. */
  public boolean isAccepted() {
    return errors().isEmpty();
  }

  /** What stops the version. */
  public List<Problem> errors() {
    return problems.stream().filter(Problem::isError).toList();
  }

  /** What does not stop it. */
  public List<Problem> warnings() {
    return problems.stream().filter(problem -> !problem.isError()).toList();
  }

  /**
   * The problems as text for a model, one a line, at most {@code max}, then how many are left out.
   */
  public String describe(int max) {
    String lines =
        problems.stream().limit(max).map(Problem::toString).collect(Collectors.joining("\n"));
    int left = problems.size() - max;
    return left <= 0 ? lines : lines + "\n… and " + left + " more";
  }
}
