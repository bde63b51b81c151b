package io.ollio.tool;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.llm.ToolSpec;
import java.util.List;
import java.util.Optional;

/** Reads a text file or some lines of it. */
final class ReadFileTool implements Tool {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "readFile",
          "Read a text file of the project, or some lines of it.",
          """
          {"type":"object","properties":{"path":{"type":"string","minLength":1,"description":\
          "Path relative to the project root"},"fromLine":{"type":"integer","minimum":1,\
          "description":"First line wanted, from 1; leave out for the beginning"},"lines":\
          {"type":"integer","minimum":1,"description":"Number of lines wanted; leave out for all"}},\
          "required":["path"],"additionalProperties":false}""");

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
    FilePath path = FilePath.of(arguments.text("path"));
    Optional<FileContent> content = context.workspace().find(path);
    if (content.isEmpty()) {
      return ToolResult.error("There is no file " + path + ". Use listFiles to see what there is.");
    }
    Optional<String> text = content.get().asText();
    if (text.isEmpty()) {
      return ToolResult.error(path + " is not a text file (" + content.get().size() + " bytes).");
    }
    return ToolResult.ok(part(text.get(), arguments));
  }

  private static String part(String text, ToolArguments arguments) {
    int from = arguments.optionalInteger("fromLine").orElse(1);
    int count = arguments.optionalInteger("lines").orElse(Integer.MAX_VALUE);
    if (from == 1 && count == Integer.MAX_VALUE) {
      return text.isEmpty() ? "(the file is empty)" : text;
    }
    List<String> wanted = text.lines().skip(from - 1L).limit(count).toList();
    return wanted.isEmpty()
        ? "The file has only " + text.lines().count() + " lines."
        : String.join("\n", wanted);
  }
}
