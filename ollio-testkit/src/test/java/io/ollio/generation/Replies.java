package io.ollio.generation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.testkit.llm.LlmScript;

/** What the scripted model says in the tests of the pipeline. */
final class Replies {
  private static final JsonMapper JSON = new JsonMapper();

  private Replies() {}

  /** Arguments as JSON: names and values in turn. */
  static String json(String... pairs) {
    ObjectNode node = JSON.createObjectNode();
    for (int i = 0; i < pairs.length; i += 2) {
      node.put(pairs[i], pairs[i + 1]);
    }
    return node.toString();
  }

  static LlmScript write(String path, String content) {
    return LlmScript.ofToolCall("writeFile", json("path", path, "content", content));
  }

  static LlmScript edit(String path, String search, String replace) {
    return LlmScript.ofToolCall(
        "editFile", json("path", path, "search", search, "replace", replace));
  }

  /** One reply that writes a whole small site. */
  static LlmScript site() {
    return LlmScript.reply()
        .text("I build the page. ")
        .toolCall("writeFile", json("path", "index.html", "content", Host.PAGE))
        .toolCall("writeFile", json("path", "styles.css", "content", Host.STYLES))
        .finish(io.ollio.llm.StopReason.TOOL_CALLS);
  }

  static LlmScript done() {
    return LlmScript.ofText("The login form ", "is ready.");
  }

  /** The last tool result that the model was sent. */
  static LlmMessage.ToolResult lastResult(LlmRequest request) {
    for (int i = request.messages().size() - 1; i >= 0; i--) {
      if (request.messages().get(i) instanceof LlmMessage.ToolResult result) {
        return result;
      }
    }
    throw new AssertionError("The model was sent no tool result");
  }

  /** The last user message that the model was sent. */
  static String lastUserText(LlmRequest request) {
    for (int i = request.messages().size() - 1; i >= 0; i--) {
      if (request.messages().get(i) instanceof LlmMessage.User user) {
        return user.text();
      }
    }
    throw new AssertionError("The model was sent no user message");
  }
}
