package io.ollio.agent.context;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.ToolCall;
import io.ollio.tool.TextLimit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Shortens the steps of a conversation that lie back: file bodies in the arguments of calls and
 * long results become a note of how much was left out. Calls, their results and their order stay,
 * so the conversation can still be sent.
 */
final class Collapse {
  private static final JsonFactory JSON = new JsonFactory();

  /** Texts up to this length stay: a path, a short command, "Wrote index.html, 512 bytes". */
  private static final int KEPT = 300;

  private Collapse() {}

  /**
   * The messages with all steps but the newest ones shortened.
   *
   * @param newestSteps how many of the last replies with calls stay whole, with their results
   */
  static List<LlmMessage> before(List<LlmMessage> messages, int newestSteps) {
    int end = startOfNewest(messages, newestSteps);
    List<LlmMessage> result = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      result.add(i < end ? shortened(messages.get(i)) : messages.get(i));
    }
    return result;
  }

  private static int startOfNewest(List<LlmMessage> messages, int steps) {
    int left = steps;
    int start = messages.size();
    for (int i = messages.size() - 1; i >= 0 && left > 0; i--) {
      if (messages.get(i) instanceof LlmMessage.Assistant reply && !reply.toolCalls().isEmpty()) {
        start = i;
        left--;
      }
    }
    return start;
  }

  private static LlmMessage shortened(LlmMessage message) {
    if (message instanceof LlmMessage.Assistant reply && !reply.toolCalls().isEmpty()) {
      return new LlmMessage.Assistant(
          cut(reply.text()), reply.toolCalls().stream().map(Collapse::shortened).toList());
    }
    if (message instanceof LlmMessage.ToolResult result) {
      return new LlmMessage.ToolResult(
          result.callId(), result.toolName(), cut(result.content()), result.isError());
    }
    return message;
  }

  private static ToolCall shortened(ToolCall call) {
    return call.arguments().length() <= KEPT
        ? call
        : new ToolCall(call.id(), call.name(), withShortTexts(call.arguments()));
  }

  /** The same JSON with its long texts cut. */
  private static String withShortTexts(String json) {
    StringWriter out = new StringWriter();
    try (JsonParser parser = JSON.createParser(json);
        JsonGenerator generator = JSON.createGenerator(out)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          generator.writeString(cut(parser.getText()));
        } else {
          generator.copyCurrentEvent(parser);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Calls of a conversation always hold valid JSON", e);
    }
    return out.toString();
  }

  private static String cut(String text) {
    return text.length() <= KEPT ? text : TextLimit.cutMiddle(text, KEPT / 2);
  }
}
