package io.ollio.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.InvalidInput;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.llm.ToolSpec;
import io.ollio.sandbox.SandboxException.FileRefused;
import io.ollio.sandbox.SandboxException.QuotaExceeded;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import io.ollio.tool.ToolResult.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool whose results are recorded, with the files that they have changed. */
final class RecordingTool implements Tool {
  private final Tool tool;
  private final RecordingFile recording;

  RecordingTool(Tool tool, RecordingFile recording) {
    this.tool = tool;
    this.recording = recording;
  }

  @Override
  public ToolSpec spec() {
    return tool.spec();
  }

  @Override
  public boolean isReadOnly() {
    return tool.isReadOnly();
  }

  @Override
  public Duration timeLimit() {
    return tool.timeLimit();
  }

  @Override
  public ToolResult run(ToolArguments arguments, ToolContext context) {
    FileTree before = files(context);
    ToolResult result;
    try {
      result = tool.run(arguments, context);
    } catch (OperationCancelled e) {
      throw e;
    } catch (RuntimeException e) {
      add(arguments, asModelSees(e), before, files(context));
      throw e;
    }
    add(arguments, result, before, files(context));
    return result;
  }

  /** A tool that only reads has nothing to compare, and must not wait for others. */
  private FileTree files(ToolContext context) {
    return isReadOnly() ? FileTree.empty() : context.workspace().files();
  }

  /** What the runner of tools makes of an exception. */
  private ToolResult asModelSees(RuntimeException thrown) {
    String message = thrown.getMessage();
    if (!(thrown instanceof OllioException)) {
      String detail = message == null ? "" : ": " + message;
      return ToolResult.error(
          spec().name() + " failed with " + thrown.getClass().getSimpleName() + detail);
    }
    boolean isRefusal =
        thrown instanceof InvalidInput
            || thrown instanceof FileRefused
            || thrown instanceof QuotaExceeded;
    return new ToolResult(
        spec().name() + " failed: " + message,
        isRefusal ? Outcome.REFUSED : Outcome.FAILED,
        List.of());
  }

  private void add(ToolArguments arguments, ToolResult result, FileTree before, FileTree after) {
    recording.add(
        json -> {
          json.writeObjectFieldStart("tool");
          json.writeStringField("name", spec().name());
          json.writeStringField("arguments", arguments.json());
          json.writeStringField("outcome", result.outcome().name());
          json.writeStringField("content", result.content());
          writeNames("rewritten", result.writtenFiles(), json);
          writeChanged(before, after, json);
          List<FilePath> removed =
              before.files().keySet().stream().filter(path -> after.find(path).isEmpty()).toList();
          writeNames("removed", removed, json);
          json.writeEndObject();
        });
  }

  private static void writeNames(String field, List<FilePath> paths, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (FilePath path : paths) {
      json.writeString(path.value());
    }
    json.writeEndArray();
  }

  /** Texts as they are, everything else in Base64. */
  private static void writeChanged(FileTree before, FileTree after, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("changed");
    for (Map.Entry<FilePath, FileContent> file : after.files().entrySet()) {
      FileContent content = file.getValue();
      if (before.find(file.getKey()).filter(content::equals).isEmpty()) {
        Optional<String> text = content.asText();
        json.writeObjectFieldStart(file.getKey().value());
        json.writeStringField(
            text.isPresent() ? "text" : "base64",
            text.orElseGet(() -> Base64.getEncoder().encodeToString(content.bytes())));
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }
}
