package io.ollio.agent.reply;

import io.ollio.InvalidInput;
import io.ollio.agent.AgentListener;
import io.ollio.file.FilePath;
import io.ollio.json.StreamingArguments;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmListener;
import io.ollio.llm.ToolCallDelta;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a model writes into what the agent's listener hears, and counts the characters. A
 * reply that does not end is broken off, before it fills the event log and the memory.
 */
public final class ReplyReader implements LlmListener {
  private final AgentListener listener;
  private final LongConsumer onVoid;
  private final Consumer<String> onModel;
  private final long longest;
  private final Map<Integer, FileStream> files = new HashMap<>();
  private long heard;

  /**
   * A reader of one call.
   *
   * @param onVoid gets the characters of every try that came to nothing
   * @param onModel gets the model that is asked from here on
   * @param longest most characters of one try
   */
  public ReplyReader(
      AgentListener listener, LongConsumer onVoid, Consumer<String> onModel, long longest) {
    this.listener = listener;
    this.onVoid = onVoid;
    this.onModel = onModel;
    this.longest = longest;
  }

  @Override
  public void onText(String delta) {
    count(delta);
    listener.onText(delta);
  }

  @Override
  public void onThinking(String delta) {
    count(delta);
    listener.onThinking(delta);
  }

  @Override
  public void onToolCall(ToolCallDelta delta) {
    count(delta.arguments());
    files
        .computeIfAbsent(delta.index(), index -> new FileStream(delta, listener))
        .add(delta.arguments());
  }

  /** Throws what a model call throws, so that it is repeated like one that broke off. */
  private void count(String delta) {
    heard += delta.length();
    if (heard > longest) {
      throw new LlmException.ReplyBroken(
          "The model's reply was given up: it is longer than " + longest + " characters", null);
    }
  }

  @Override
  public void onRestart(LlmException cause, int attempt) {
    giveUp();
    files.clear();
    listener.onModelRestart(cause, attempt);
  }

  /** The current try came to nothing. */
  public void giveUp() {
    if (heard > 0) {
      onVoid.accept(heard);
    }
    heard = 0;
  }

  @Override
  public void onModel(String model) {
    onModel.accept(model);
  }

  /** Follows the arguments of one writeFile or editFile call while they are being written. */
  private static final class FileStream implements StreamingArguments.Listener {
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

    /**
     * A path that breaks the rules is answered when the call is run; here it only shows nothing.
     */
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
}
