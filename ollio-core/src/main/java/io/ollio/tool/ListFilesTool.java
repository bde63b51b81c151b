package io.ollio.tool;

import io.ollio.file.FileTree;
import io.ollio.llm.ToolSpec;
import java.util.stream.Collectors;

/** Lists the project's files with their sizes. */
final class ListFilesTool implements Tool {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "listFiles",
          "List all files of the project with their sizes.",
          """
          {"type":"object","properties":{},"additionalProperties":false}""");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public ToolResult run(ToolArguments arguments, ToolContext context) {
    FileTree files = context.workspace().files();
    return ToolResult.ok(files.isEmpty() ? "(there are no files yet)" : describe(files));
  }

  /** One line for each file: path and size. */
  static String describe(FileTree files) {
    return files.files().entrySet().stream()
        .map(file -> file.getKey() + " " + file.getValue().size() + " bytes")
        .collect(Collectors.joining("\n"));
  }
}
