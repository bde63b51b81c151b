package io.ollio.replay;

import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.json.JsonValue;
import io.ollio.tool.ToolResult;
import io.ollio.tool.Workspace;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tool call of a recording.
 *
 * @param name which tool
 * @param arguments JSON text as the model wrote it
 * @param result what came out of it
 * @param changed the files that it created or replaced, as they were then
 * @param removed the files that it removed
 */
record RecordedTool(
    String name,
    String arguments,
    ToolResult result,
    Map<FilePath, FileContent> changed,
    List<FilePath> removed) {
  static RecordedTool of(JsonValue line) {
    Map<FilePath, FileContent> changed = new LinkedHashMap<>();
    JsonValue files = line.path("changed");
    files.names().forEach(path -> changed.put(FilePath.of(path), content(files.path(path))));
    ToolResult result =
        new ToolResult(
            line.path("content").text(),
            ToolResult.Outcome.valueOf(line.path("outcome").text()),
            paths(line.path("rewritten")));
    return new RecordedTool(
        line.path("name").text(),
        line.path("arguments").text(),
        result,
        changed,
        paths(line.path("removed")));
  }

  /** Does to the files what the call did. */
  void applyTo(Workspace workspace) {
    removed.forEach(workspace::remove);
    changed.forEach(workspace::write);
  }

  private static FileContent content(JsonValue file) {
    return file.path("base64").isPresent()
        ? FileContent.of(Base64.getDecoder().decode(file.path("base64").text()))
        : FileContent.of(file.path("text").text());
  }

  private static List<FilePath> paths(JsonValue names) {
    List<FilePath> paths = new ArrayList<>();
    names.forEach(name -> paths.add(FilePath.of(name.text())));
    return paths;
  }
}
