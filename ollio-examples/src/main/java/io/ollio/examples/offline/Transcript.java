package io.ollio.examples.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of a request say about the work so far. Nothing else is known: the model keeps
 * no state, so that any call can be repeated or taken over by another process.
 */
final class Transcript {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPLAINT = "The check found problems";

  /** What the agent loop itself says to a model in the user's place, besides complaints. */
  private static final Pattern REMARK =
      Pattern.compile(
          "^(?:No file has changed|Your reply (?:was empty|reached the output limit))"
              + "|You cannot use tools any more");

  private static final Pattern FILE_LIST =
      Pattern.compile("\\s*<project-files>(.*?)</project-files>\\s*", Pattern.DOTALL);
  private static final Pattern PATH =
      Pattern.compile(
          "(?:^|[\\s\"'\\[,])((?:[\\w@-][\\w.@-]*/)*[\\w@-][\\w.@-]*\\.[A-Za-z][A-Za-z0-9]{0,5})(?=$|[\\s\"',:\\](])");

  private final List<LlmMessage> messages;
  private final int task;

  Transcript(LlmRequest request) {
    this.messages = request.messages();
    this.task =
        lastIndex(message -> message instanceof LlmMessage.User user && !isFromLoop(user.text()));
  }

  /** The user's words, without what was added to them. */
  String prompt() {
    return FILE_LIST.matcher(taskText()).replaceAll(" ").strip();
  }

  /** Whether the user sent a picture. */
  boolean hasImage() {
    return task >= 0
        && messages.get(task) instanceof LlmMessage.User user
        && !user.images().isEmpty();
  }

  /** Paths of the project's files as the user message lists them; empty when it has no list. */
  Optional<List<String>> listedFiles() {
    Matcher list = FILE_LIST.matcher(taskText());
    return list.find() ? Optional.of(paths(list.group(1))) : Optional.empty();
  }

  /** Paths that earlier work in this conversation wrote, before the present prompt. */
  List<String> filesWrittenBefore() {
    return steps(0, Math.max(0, task)).stream()
        .filter(step -> step.succeeded() && step.isWrite())
        .map(Step::path)
        .distinct()
        .toList();
  }

  /** Whether anything was said before the present prompt. */
  boolean hasHistory() {
    return messages.subList(0, Math.max(0, task)).stream()
        .anyMatch(message -> !(message instanceof LlmMessage.System));
  }

  /** Tool calls for the present prompt, in order. */
  List<Step> steps() {
    return steps(task + 1, messages.size());
  }

  /** Tool calls before the checker first complained. */
  List<Step> stepsBeforeComplaint() {
    int first = firstComplaint();
    return first < 0 ? steps() : steps(task + 1, first);
  }

  /** Tool calls since the checker last complained. */
  List<Step> stepsSinceComplaint() {
    return steps(lastComplaint() + 1, messages.size());
  }

  /** What the checker last complained about. */
  Optional<String> complaint() {
    int index = lastComplaint();
    return index < 0 ? Optional.empty() : Optional.of(text(messages.get(index)));
  }

  /** How often the checker has complained about the work for this prompt. */
  long complaints() {
    return messages.stream().skip(task + 1L).filter(Transcript::isComplaint).count();
  }

  /** How many tool calls the whole conversation holds; makes new ids unique. */
  int callCount() {
    return messages.stream()
        .mapToInt(
            message -> message instanceof LlmMessage.Assistant said ? said.toolCalls().size() : 0)
        .sum();
  }

  /** File paths that occur in a text, in order. */
  static List<String> paths(String text) {
    Set<String> paths = new LinkedHashSet<>();
    for (String line : text.split("\n", -1)) {
      Matcher path = PATH.matcher(line);
      if (path.find()) {
        paths.add(path.group(1));
      }
    }
    return List.copyOf(paths);
  }

  private List<Step> steps(int from, int to) {
    List<LlmMessage> part = messages.subList(Math.min(from, messages.size()), to);
    Map<String, LlmMessage.ToolResult> results = new HashMap<>();
    part.stream()
        .flatMap(
            message ->
                message instanceof LlmMessage.ToolResult result
                    ? Stream.of(result)
                    : Stream.empty())
        .forEach(result -> results.put(result.callId(), result));
    List<Step> steps = new ArrayList<>();
    for (LlmMessage message : part) {
      if (message instanceof LlmMessage.Assistant said) {
        said.toolCalls().forEach(call -> steps.add(step(call, results.get(call.id()))));
      }
    }
    return steps;
  }

  private static Step step(ToolCall call, LlmMessage.@Nullable ToolResult result) {
    String content = result == null ? "" : result.content();
    boolean succeeded = result != null && !result.isError();
    JsonNode arguments = arguments(call);
    String path = arguments.path("path").asText();
    return new Step(call.name(), path, arguments.path("fromLine").asInt(), content, succeeded);
  }

  private static JsonNode arguments(ToolCall call) {
    try {
      return JSON.readTree(call.arguments());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance(); // Cut off in the middle: such a call was never run.
    }
  }

  private int firstComplaint() {
    for (int i = task + 1; i < messages.size(); i++) {
      if (isComplaint(messages.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private int lastComplaint() {
    int last = lastIndex(Transcript::isComplaint);
    return last > task ? last : -1;
  }

  private int lastIndex(Predicate<LlmMessage> test) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (test.test(messages.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private String taskText() {
    return task < 0 ? "" : text(messages.get(task));
  }

  private static String text(LlmMessage message) {
    return message instanceof LlmMessage.User user ? user.text() : "";
  }

  private static boolean isFromLoop(String text) {
    String words = text.stripLeading();
    return words.startsWith(COMPLAINT) || REMARK.matcher(words).find();
  }

  private static boolean isComplaint(LlmMessage message) {
    return message instanceof LlmMessage.User user
        && user.text().stripLeading().startsWith(COMPLAINT);
  }

  /**
   * A tool call that was made.
   *
   * @param tool name of the tool
   * @param path file that it was about; empty for none
   * @param fromLine first line that was asked for; 0 when the whole file was
   * @param result what it answered; empty when it was never answered
   * @param succeeded whether it was answered without an error
   */
  record Step(String tool, String path, int fromLine, String result, boolean succeeded) {
    boolean isWrite() {
      return tool.equals(PlannedCall.WRITE) || tool.equals(PlannedCall.EDIT);
    }
  }
}
