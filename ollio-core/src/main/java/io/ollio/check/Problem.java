package io.ollio.check;

import io.ollio.file.FilePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One thing that is wrong with a file.
 *
 * @param severity whether it stops the version
 * @param file where; for a file that is missing, the one it should be
 * @param line from 1; 0 when it concerns the file as a whole
 * @param code stable name of the rule, e.g. {@code ref-missing}
 * @param message what is wrong and how to repair it, for a model; holds short pieces of the file
 */
public record Problem(Severity severity, FilePath file, int line, String code, String message)
    implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::severity)
          .thenComparing(Problem::file)
          .thenComparing(Problem::line)
          .thenComparing(Problem::code)
          .thenComparing(Problem::message);

  /** How bad it is. */
  public enum Severity {
    /** The component is broken: the version is not accepted. */
    ERROR,
    /** Worth repairing, but the component works. */
    WARNING
  }

  /** Whether it stops the version. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Errors first, then by file, line, code and message. */
  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** One line: {@code ERROR index.html:12 ref-missing: …}. */
  @Override
  public String toString() {
    return severity + " " + file + (line > 0 ? ":" + line : "") + " " + code + ": " + message;
  }

  /** Collects problems. */
  static final class Findings {
    private final List<Problem> problems = new ArrayList<>();

    /** Adds an error at an offset of the file. */
    void error(SourceFile file, int offset, String code, String message) {
      add(Severity.ERROR, file, offset, code, message);
    }

    /** Adds a warning at an offset of the file. */
    void warning(SourceFile file, int offset, String code, String message) {
      add(Severity.WARNING, file, offset, code, message);
    }

    /** Adds a problem at an offset of the file. */
    void add(Severity severity, SourceFile file, int offset, String code, String message) {
      problems.add(new Problem(severity, file.path(), file.line(offset), code, message));
    }

    /** Adds a problem of a file as a whole. */
    void add(Severity severity, FilePath file, String code, String message) {
      problems.add(new Problem(severity, file, 0, code, message));
    }

    /** Adds a problem. */
    void add(Problem problem) {
      problems.add(problem);
    }

    List<Problem> problems() {
      return List.copyOf(problems);
    }
  }
}
