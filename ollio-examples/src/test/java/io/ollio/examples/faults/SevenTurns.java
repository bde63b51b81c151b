package io.ollio.examples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ollio.file.FileTree;
import io.ollio.testkit.llm.LlmScript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The generation that every cell of the matrix makes: write three files, list, read, count in the
 * terminal, say that it is done. Each turn begins with its number, so that the next one is known
 * from any history, also from one that holds faulty replies.
 */
final class SevenTurns {
  static final int LAST = 7;
  static final String PROMPT = "Create a dark login form";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern TURN = Pattern.compile("Turn (\\d)\\.");
  private static final Map<String, String> FILES = files();

  private SevenTurns() {}

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "index.html",
        """
        <!DOCTYPE html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Login – “dark”</title>
            <link rel="stylesheet" href="styles.css">
            <script src="app.js" defer></script>
          </head>
          <body><main><h1>Login</h1></main></body>
        </html>
        """);
    files.put("styles.css", "body { background: #111; }\nh1 { color: #ddd; }\n");
    files.put("app.js", "document.title = 'Ready';\n");
    return files;
  }

  /** The project when all is done. */
  static FileTree site() {
    return FileTree.ofTexts(FILES);
  }

  /** The files that are finished when this turn begins. */
  static FileTree filesBefore(int turn) {
    Map<String, String> finished = new LinkedHashMap<>();
    FILES.entrySet().stream()
        .limit(turn - 1L)
        .forEach(file -> finished.put(file.getKey(), file.getValue()));
    return FileTree.ofTexts(finished);
  }

  /** What a good model replies. */
  static LlmScript reply(int turn) {
    if (turn == LAST) {
      return LlmScript.ofText("The login form ", "is ready. ", "Try it out.");
    }
    return call(turn).stop();
  }

  /** The same reply with a second call. */
  static LlmScript replyWithTwoCalls(int turn) {
    return turn == LAST
        ? reply(turn)
        : call(turn).toolCall("readFile", "{\"path\":", "\"nothing.html\"}").stop();
  }

  private static LlmScript call(int turn) {
    LlmScript script = LlmScript.reply().text("Turn ").text(turn + ".");
    if (turn <= FILES.size()) {
      List<Map.Entry<String, String>> files = new ArrayList<>(FILES.entrySet());
      return script.toolCall("writeFile", pieces(write(files.get(turn - 1))));
    }
    return switch (turn) {
      case 4 -> script.toolCall("listFiles", "{}");
      case 5 -> script.toolCall("readFile", pieces("{\"path\":\"index.html\"}"));
      default -> script.toolCall("terminal", pieces("{\"command\":\"cat *.html | wc -l\"}"));
    };
  }

  private static String write(Map.Entry<String, String> file) {
    return JSON.createObjectNode()
        .put("path", file.getKey())
        .put("content", file.getValue())
        .toString();
  }

  private static String[] pieces(String text) {
    return text.split("(?<=\\G.{24})", -1);
  }

  /** Which turn comes after these words of the model. */
  static int turnAfter(Collection<String> words) {
    int last = 0;
    for (String said : words) {
      Matcher turn = TURN.matcher(said);
      if (turn.lookingAt()) {
        last = Math.max(last, Integer.parseInt(turn.group(1)));
      }
    }
    return last + 1;
  }

  /** Which turn a request asks for. */
  static int turnOf(JsonNode request) {
    List<String> words = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      if (message.path("role").asText().equals("assistant")) {
        words.add(message.path("content").asText());
      }
    }
    return turnAfter(words);
  }

  /** Whether a request asks for the closing summary, without tools. */
  static boolean asksForSummary(JsonNode request) {
    JsonNode messages = request.path("messages");
    return messages
        .path(messages.size() - 1)
        .path("content")
        .asText()
        .contains("You cannot use tools any more");
  }
}
