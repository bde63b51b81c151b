package io.ollio.tool;

import io.ollio.file.FilePath;
import java.util.List;

/**
 * What came out of one tool call.
 *
 * @param content what the model reads
 * @param isError whether the call failed
 * @param writtenFiles files that the call wrote; usually empty
 */
public record ToolResult(String content, boolean isError, List<FilePath> writtenFiles) {
  /** Copies the list. */
  public ToolResult {
    writtenFiles = List.copyOf(writtenFiles);
  }

  /** A success. */
  public static ToolResult ok(String content) {
    return new ToolResult(content, false, List.of());
  }

  /** A success that wrote a file. */
  public static ToolResult wrote(FilePath path, String content) {
    return new ToolResult(content, false, List.of(path));
  }

  /** A failure; says what the model should do instead. */
  public static ToolResult error(String content) {
    return new ToolResult(content, true, List.of());
  }
}
