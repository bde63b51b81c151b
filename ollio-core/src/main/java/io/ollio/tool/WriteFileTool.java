package io.ollio.tool;

import io.ollio.edit.PlaceholderCheck;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.llm.ToolSpec;
import java.util.Optional;

/** Creates a file or replaces all of it. */
final class WriteFileTool implements Tool {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "writeFile",
          "Create a file or replace its whole content. Directories are created as needed. For small"
              + " changes to an existing file use editFile.",
          """
          {"type":"object","properties":{"path":{"type":"string","minLength":1,"description":\
          "Path relative to the project root, e.g. css/site.css"},"content":{"type":"string",\
          "description":"The complete content of the file"}},"required":["path","content"],\
          "additionalProperties":false}""");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ToolResult run(ToolArguments arguments, ToolContext context) {
    FilePath path = FilePath.of(arguments.text("path"));
    String text = arguments.text("content");
    Optional<String> before = context.workspace().find(path).flatMap(FileContent::asText);
    Optional<ToolResult> refusal = refusal(path, before, text);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    FileContent content = FileContent.of(text);
    context.workspace().write(path, content);
    return ToolResult.wrote(path, "Wrote " + path + ", " + content.size() + " bytes");
  }

  /**
   * Refuses a write that would replace real code by a remark such as "rest unchanged", or by the
   * note that stands for a text that was shortened for the model.
   */
  static Optional<ToolResult> refusal(FilePath path, Optional<String> before, String after) {
    if (TextLimit.isCut(after) && !before.map(TextLimit::isCut).orElse(false)) {
      return Optional.of(
          ToolResult.refused(
              "The file was not written: the text holds a note that characters were left out. Read"
                  + " the place in the file first, then write the real text."));
    }
    return PlaceholderCheck.find(path.value(), before.orElse(null), after)
        .map(
            found ->
                ToolResult.refused(
                    "The file was not written: line "
                        + found.line()
                        + " (\""
                        + found.text()
                        + "\") stands for code that would be lost. Write that code out, or change only"
                        + " the lines that must change with editFile."));
  }
}
