package io.ollio.agent;

import io.ollio.InvalidInput;
import io.ollio.file.FilePath;
import io.ollio.json.StreamingArguments;
import io.ollio.llm.ToolCallDelta;
import org.jspecify.annotations.Nullable;

/** Follows the arguments of one writeFile or editFile call while they are being written. */
final class FileStream implements StreamingArguments.Listener {
  private final String callId;
  private final String bodyName;
  private final AgentListener listener;
  private final StreamingArguments arguments = new StreamingArguments(this);
  private final StringBuilder pathText = new StringBuilder();
  private final StringBuilder early = new StringBuilder();
  private @Nullable FilePath path;

  FileStream(ToolCallDelta opening, AgentListener listener) {
    this.callId = opening.id();
    this.bodyName = bodyOf(opening.name());
    this.listener = listener;
  }

  void add(String delta) {
    if (!bodyName.isEmpty()) {
      arguments.feed(delta);
    }
  }

  @Override
  public void onString(String member, String delta) {
    if (member.equals("path")) {
      pathText.append(delta);
    } else if (member.equals(bodyName) && path == null) {
      early.append(delta);
    } else if (member.equals(bodyName)) {
      emit(delta);
    }
  }

  @Override
  public void onMemberEnd(String member) {
    if (member.equals("path") && path == null) {
      path = parse(pathText.toString());
      if (path != null && early.length() > 0) {
        emit(early.toString());
      }
    }
  }

  private void emit(String delta) {
    if (path != null) {
      listener.onFileDelta(callId, path, bodyName.equals("replace"), delta);
    }
  }

  /** A path that breaks the rules is answered when the call is run; here it only shows nothing. */
  private static @Nullable FilePath parse(String text) {
    try {
      return FilePath.of(text);
    } catch (InvalidInput e) {
      return null;
    }
  }

  private static String bodyOf(String tool) {
    return switch (tool) {
      case "writeFile" -> "content";
      case "editFile" -> "replace";
      default -> "";
    };
  }
}
