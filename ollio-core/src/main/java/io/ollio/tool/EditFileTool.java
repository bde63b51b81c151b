package io.ollio.tool;

import io.ollio.edit.EditResult;
import io.ollio.edit.TextEdit;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.llm.ToolSpec;
import java.util.Optional;

/** Replaces one piece of a file. */
final class EditFileTool implements Tool {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "editFile",
          "Replace one piece of an existing text file. The search text must occur exactly once: copy it"
              + " from the file, with three to five lines around the change.",
          """
          {"type":"object","properties":{"path":{"type":"string","minLength":1,"description":\
          "Path relative to the project root"},"search":{"type":"string","minLength":1,\
          "description":"The piece to replace, exactly as it stands in the file"},"replace":\
          {"type":"string","description":"What to put in its place"}},"required":["path",\
          "search","replace"],"additionalProperties":false}""");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ToolResult run(ToolArguments arguments, ToolContext context) {
    FilePath path = FilePath.of(arguments.text("path"));
    Optional<FileContent> before = context.workspace().find(path);
    if (before.isEmpty()) {
      return ToolResult.error(
          "There is no file " + path + ". Use listFiles to see what there is, or writeFile.");
    }
    Optional<String> text = before.get().asText();
    if (text.isEmpty()) {
      return ToolResult.error(path + " is not a text file and cannot be edited.");
    }
    TextEdit edit = new TextEdit(arguments.text("search"), arguments.text("replace"));
    return answer(path, text.get(), edit.applyTo(path.value(), text.get()), context);
  }

  private static ToolResult answer(
      FilePath path, String before, EditResult result, ToolContext context) {
    if (result instanceof EditResult.Applied applied) {
      Optional<ToolResult> refusal =
          WriteFileTool.refusal(path, Optional.of(before), applied.newText());
      if (refusal.isPresent()) {
        return refusal.get();
      }
      context.workspace().write(path, FileContent.of(applied.newText()));
      return ToolResult.wrote(
          path, "Edited " + path + ":\n" + TextLimit.cutMiddle(applied.unifiedDiff(), 4_000));
    }
    return ToolResult.error(path + " was not changed: " + problem(result));
  }

  private static String problem(EditResult result) {
    if (result instanceof EditResult.Ambiguous ambiguous) {
      return "the search text occurs "
          + ambiguous.count()
          + " times, at lines "
          + ambiguous.lines()
          + ". Add lines around it until it is unique.";
    }
    if (result instanceof EditResult.NotFound missing) {
      EditResult.Closest closest = missing.closest();
      return "the search text does not occur."
          + (closest == null
              ? " Read the file first."
              : " The closest place begins at line " + closest.line() + ":\n" + closest.excerpt());
    }
    if (result instanceof EditResult.Invalid invalid) {
      return invalid.reason();
    }
    if (result instanceof EditResult.Rejected rejected) {
      return problem(rejected.cause());
    }
    return "search and replace make no difference, so the file already is as you want it.";
  }
}
