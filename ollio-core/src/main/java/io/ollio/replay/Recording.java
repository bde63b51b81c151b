package io.ollio.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.json.JsonValue;
import io.ollio.replay.ReplayException.RecordingUnreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording that was read: what was asked and answered, in order. A last line that is cut off is
 * left out. What a later attempt of the same run did again replaces what the earlier one did.
 */
public final class Recording {
  private final List<RecordedCall> calls;
  private final List<RecordedTool> tools;

  private Recording(List<RecordedCall> calls, List<RecordedTool> tools) {
    this.calls = List.copyOf(calls);
    this.tools = List.copyOf(tools);
  }

  /**
   * Reads a file.
   *
   * @throws RecordingUnreadable when it is none, is of another version, or is damaged
   */
  public static Recording read(Path path) {
    try {
      String text = Files.readString(path, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      return new Reader(path).read(text.substring(0, end).split("\n", -1));
    } catch (IOException e) {
      throw new RecordingUnreadable("The recording " + path + " cannot be read", e);
    }
  }

  /** Number of model calls. */
  public int modelCalls() {
    return calls.size();
  }

  /** Number of tool calls. */
  public int toolCalls() {
    return tools.size();
  }

  List<RecordedCall> calls() {
    return calls;
  }

  List<RecordedTool> tools() {
    return tools;
  }

  /** Reads the lines of one file. */
  private static final class Reader {
    private final Path path;
    private final List<RecordedCall> calls = new ArrayList<>();
    private final List<Integer> toolsBefore = new ArrayList<>();
    private final List<RecordedTool> tools = new ArrayList<>();
    private List<JsonValue> lastMessages = List.of();
    private JsonValue lastTools = JsonValue.MISSING;

    Reader(Path path) {
      this.path = path;
    }

    Recording read(String[] lines) {
      for (int i = 0; i < lines.length - 1; i++) {
        JsonValue line = parse(lines[i], i + 1);
        if (i == 0) {
          checkHead(line);
        } else if (line.path("model").isPresent()) {
          addCall(line.path("model"), i + 1);
        } else {
          tools.add(RecordedTool.of(line.path("tool")));
        }
      }
      if (lines.length < 2) {
        throw new RecordingUnreadable("The recording " + path + " has no whole line", null);
      }
      return new Recording(calls, tools);
    }

    private void addCall(JsonValue line, int number) {
      int kept = (int) line.path("kept").number(0L);
      if (kept > lastMessages.size()) {
        throw new RecordingUnreadable(
            "The recording " + path + " lacks what line " + number + " builds on", null);
      }
      List<JsonValue> messages = new ArrayList<>(lastMessages.subList(0, kept));
      line.path("messages").forEach(messages::add);
      lastMessages = messages;
      lastTools = line.path("tools").isPresent() ? line.path("tools") : lastTools;
      RecordedCall call = new RecordedCall(line, lastTools, messages);
      forgetFrom(call);
      calls.add(call);
      toolsBefore.add(tools.size());
    }

    /** The same question again: an attempt that was resumed, or a call that was repeated. */
    private void forgetFrom(RecordedCall again) {
      for (int i = calls.size() - 1; i >= 0; i--) {
        if (calls.get(i).messages().equals(again.messages())) {
          tools.subList(toolsBefore.get(i), tools.size()).clear();
          calls.subList(i, calls.size()).clear();
          toolsBefore.subList(i, toolsBefore.size()).clear();
        }
      }
    }

    private JsonValue parse(String line, int number) {
      try {
        return JsonValue.parse(line);
      } catch (JsonProcessingException e) {
        throw new RecordingUnreadable(
            "Line " + number + " of the recording " + path + " is damaged", e);
      }
    }

    private void checkHead(JsonValue head) {
      String format = head.path("format").text();
      long version = head.path("version").number(0L);
      if (!format.equals(RecordingFile.FORMAT) || version != RecordingFile.VERSION) {
        throw new RecordingUnreadable(
            path
                + " has the format \""
                + format
                + "\" version "
                + version
                + ", expected \""
                + RecordingFile.FORMAT
                + "\" version "
                + RecordingFile.VERSION,
            null);
      }
    }
  }
}
