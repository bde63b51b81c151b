package io.ollio.tool;

import io.ollio.file.FilePath;
import java.util.List;

/**
 * What came out of one tool call.
 *
 * @param content what the model reads
 * @param outcome how it ended
 * @param writtenFiles files that the call wrote; usually empty
 */
public record ToolResult(String content, Outcome outcome, List<FilePath> writtenFiles) {
  /** How a call can end. */
  public enum Outcome {
    /** It did what it should. */
    DONE,
    /** It was tried and did not work. */
    FAILED,
    /** It was not even tried, because it may not be done; goes into the audit trail. */
    REFUSED
  }

  /** Copies the list. */
  public ToolResult {
    writtenFiles = List.copyOf(writtenFiles);
  }

  /** A success. */
  public static ToolResult ok(String content) {
    return new ToolResult(content, Outcome.DONE, List.of());
  }

  /** A success that wrote a file. */
  public static ToolResult wrote(FilePath path, String content) {
    return new ToolResult(content, Outcome.DONE, List.of(path));
  }

  /** A failure; says what the model should do instead. */
  public static ToolResult error(String content) {
    return new ToolResult(content, Outcome.FAILED, List.of());
  }

  /** A call that may not be done; says what the model should do instead. */
  public static ToolResult refused(String content) {
    return new ToolResult(content, Outcome.REFUSED, List.of());
  }

  /** Whether the model is told that it failed. */
  public boolean isError() {
    return outcome != Outcome.DONE;
  }
}
