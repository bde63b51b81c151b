package io.ollio.examples.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the model's tool calls on files in a map, as the pipeline would in a sandbox. */
final class MapTools {
  static final List<String> ALL = List.of("listFiles", "readFile", "writeFile", "editFile");

  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, String> files = new LinkedHashMap<>();
  final Set<String> failingOnce = new HashSet<>();
  final List<LlmRequest> requests = new ArrayList<>();
  final List<ToolCall> calls = new ArrayList<>();
  private final List<LlmMessage> messages = new ArrayList<>();
  private final List<String> offered;
  private final OfflineLlmClient client = new OfflineLlmClient();

  MapTools() {
    this(ALL);
  }

  MapTools(List<String> offered) {
    this.offered = offered;
    messages.add(new LlmMessage.System("You write user interfaces."));
  }

  /** Sends a prompt with the list of files, runs all calls and returns the closing words. */
  String prompt(String words) {
    String list =
        files.entrySet().stream()
            .map(file -> file.getKey() + " " + file.getValue().length() + " bytes")
            .collect(Collectors.joining("\n"));
    return say(words + "\n\n<project-files>\n" + list + "\n</project-files>");
  }

  /** Sends a user message as it is, runs all calls and returns the closing words. */
  String say(String message) {
    messages.add(new LlmMessage.User(message));
    for (int step = 0; step < 20; step++) {
      LlmRequest request = request();
      requests.add(request);
      var reply =
          client.complete(request, io.ollio.llm.LlmListener.SILENT, io.ollio.Cancellation.none());
      messages.add(reply.toMessage());
      if (reply.toolCalls().isEmpty()) {
        return reply.text();
      }
      reply.toolCalls().forEach(call -> messages.add(run(call)));
    }
    throw new AssertionError("The model does not come to an end");
  }

  LlmRequest request() {
    return request(messages, offered);
  }

  static LlmRequest request(List<LlmMessage> messages, List<String> tools) {
    List<ToolSpec> specs =
        tools.stream()
            .map(name -> new ToolSpec(name, "Does it.", "{\"type\":\"object\"}"))
            .toList();
    return new LlmRequest(null, messages, specs, LlmRequest.ToolChoice.AUTO, 0.7, 4_000, Map.of());
  }

  private LlmMessage.ToolResult run(ToolCall call) {
    calls.add(call);
    if (!offered.contains(call.name())) {
      throw new AssertionError(call.name() + " is not on offer");
    }
    try {
      return result(call, JSON.readTree(call.arguments()));
    } catch (JsonProcessingException e) {
      throw new AssertionError("Arguments are no JSON: " + call.arguments(), e);
    }
  }

  private LlmMessage.ToolResult result(ToolCall call, JsonNode arguments) {
    String path = arguments.path("path").asText();
    if (failingOnce.remove(call.name() + " " + path)) {
      return answer(call, "The disk is full", true);
    }
    return switch (call.name()) {
      case "listFiles" ->
          answer(call, files.isEmpty() ? "(none)" : String.join("\n", files.keySet()), false);
      case "readFile" ->
          files.containsKey(path)
              ? answer(call, part(files.get(path), arguments), false)
              : answer(call, "No such file", true);
      case "writeFile" -> {
        files.put(path, arguments.get("content").asText());
        yield answer(call, "Written", false);
      }
      default -> edit(call, path, arguments);
    };
  }

  /** As the library's own tool: lines on demand, the middle left out of what is too long. */
  private static String part(String text, JsonNode arguments) {
    int from = arguments.path("fromLine").asInt();
    if (from == 0) {
      int most = 16_000;
      String note = "\n… " + (text.length() - most) + " characters left out …\n";
      int half = most / 2;
      return text.length() <= most
          ? text
          : text.substring(0, half) + note + text.substring(text.length() - half);
    }
    List<String> lines =
        text.lines().skip(from - 1L).limit(arguments.path("lines").asInt()).toList();
    return lines.isEmpty()
        ? "The file has only " + text.lines().count() + " lines."
        : String.join("\n", lines);
  }

  private LlmMessage.ToolResult edit(ToolCall call, String path, JsonNode arguments) {
    String text = files.getOrDefault(path, "");
    String search = arguments.get("search").asText();
    int at = text.indexOf(search);
    if (at < 0 || text.indexOf(search, at + 1) >= 0) {
      return answer(call, at < 0 ? "Not found" : "Found more than once", true);
    }
    String replace = arguments.get("replace").asText();
    files.put(path, text.substring(0, at) + replace + text.substring(at + search.length()));
    return answer(call, "Edited", false);
  }

  private static LlmMessage.ToolResult answer(ToolCall call, String content, boolean error) {
    return new LlmMessage.ToolResult(
        call.id(), call.name(), content.isEmpty() ? "(empty)" : content, error);
  }
}
