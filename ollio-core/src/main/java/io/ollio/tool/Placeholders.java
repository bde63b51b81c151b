package io.ollio.tool;

import io.ollio.edit.PlaceholderCheck;
import io.ollio.file.FilePath;
import java.util.Optional;

/** Refuses writes that would replace real code by a remark such as "rest unchanged". */
final class Placeholders {
  private Placeholders() {}

  static Optional<ToolResult> refusal(FilePath path, Optional<String> before, String after) {
    return PlaceholderCheck.find(path.value(), before.orElse(null), after)
        .map(
            found ->
                ToolResult.error(
                    "The file was not written: line "
                        + found.line()
                        + " (\""
                        + found.text()
                        + "\") stands for code that would be lost. Write that code out, or change only"
                        + " the lines that must change with editFile."));
  }
}
