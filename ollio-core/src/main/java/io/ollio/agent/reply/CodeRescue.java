package io.ollio.agent.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.ToolCall;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes calls of writeFile out of the code that a model has put into the chat. */
public final class CodeRescue {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String ID = "rescued_";

  private CodeRescue() {}

  /** Whether a call was made here. */
  public static boolean isRescued(ToolCall call) {
    return call.id().startsWith(ID);
  }

  /** Whether a conversation holds such a call. */
  public static boolean isUsed(List<LlmMessage> messages) {
    return messages.stream()
        .filter(LlmMessage.Assistant.class::isInstance)
        .flatMap(message -> ((LlmMessage.Assistant) message).toolCalls().stream())
        .anyMatch(CodeRescue::isRescued);
  }

  /**
   * The reply with its code as calls; itself when it holds no file. A block of less than half the
   * size of the file it names is an excerpt and is left out.
   */
  public static LlmReply asCalls(LlmReply reply, FileTree present) {
    CodeInChat.Found found = CodeInChat.in(reply.text());
    List<ToolCall> calls = new ArrayList<>();
    for (Map.Entry<FilePath, String> file : found.files().entrySet()) {
      Optional<FileContent> before = present.find(file.getKey());
      if (before.isEmpty() || file.getValue().length() * 2L >= before.get().size()) {
        calls.add(call(calls.size() + 1, file.getKey(), file.getValue()));
      }
    }
    return calls.isEmpty()
        ? reply
        : new LlmReply(
            found.prose(),
            reply.thinking(),
            calls,
            reply.stopReason(),
            reply.rawStopReason(),
            reply.usage(),
            reply.model());
  }

  private static ToolCall call(int number, FilePath path, String content) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("path", path.value());
      json.writeStringField("content", content);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A string writer never fails", e);
    }
    return new ToolCall(ID + number, "writeFile", out.toString());
  }
}
