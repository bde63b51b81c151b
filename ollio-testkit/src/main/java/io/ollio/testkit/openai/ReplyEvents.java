package io.ollio.testkit.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.testkit.llm.LlmStep;
import io.ollio.testkit.llm.LlmStep.CallPiece;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the steps of a reply as the JSON of a stream's events, or of the whole reply. */
final class ReplyEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReplyDialect dialect;
  private final String model;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private final Map<Integer, CallPiece> calls = new TreeMap<>();
  private @Nullable TokenUsage usage;

  ReplyEvents(ReplyDialect dialect, String model) {
    this.dialect = dialect;
    this.model = model;
  }

  /** The events of a piece; one, in some dialects two. */
  List<String> piece(LlmStep step) {
    if (step instanceof LlmStep.Text piece) {
      text.append(piece.delta());
      return List.of(chunk(JSON.createObjectNode().put("content", piece.delta()), null));
    }
    if (step instanceof LlmStep.Thinking piece) {
      thinking.append(piece.delta());
      return List.of(chunk(JSON.createObjectNode().put("reasoning_content", piece.delta()), null));
    }
    if (step instanceof CallPiece piece) {
      CallPiece before = calls.get(piece.index());
      calls.put(piece.index(), before == null ? piece : joined(before, piece));
      return callEvents(piece);
    }
    throw new IllegalArgumentException("No piece of a reply: " + step);
  }

  void count(TokenUsage tokens) {
    usage = tokens;
  }

  /** The event with the finish reason. */
  String finish(StopReason reason) {
    return chunk(JSON.createObjectNode(), rawReason(reason));
  }

  /** The event with the usage; null when none was counted. */
  @Nullable String usage() {
    if (usage == null) {
      return null;
    }
    ObjectNode event = frame("chat.completion.chunk");
    event.putArray("choices");
    putUsage(event, usage);
    return write(event);
  }

  /** The whole reply as a server sends it that does not stream. */
  String whole(StopReason reason) {
    ObjectNode body = frame("chat.completion");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text.toString());
    if (!thinking.isEmpty()) {
      message.put("reasoning_content", thinking.toString());
    }
    if (!calls.isEmpty()) {
      ArrayNode array = message.putArray("tool_calls");
      calls.values().forEach(call -> putCall(array.addObject(), call));
    }
    choice.put("finish_reason", rawReason(reason));
    if (usage != null) {
      putUsage(body, usage);
    }
    return write(body);
  }

  private static CallPiece joined(CallPiece before, CallPiece more) {
    return new CallPiece(
        before.index(), before.id(), before.name(), before.arguments() + more.arguments());
  }

  private List<String> callEvents(CallPiece piece) {
    if (dialect == ReplyDialect.CALLS_WITH_SPLIT_NAMES && piece.name().length() > 1) {
      String name = piece.name();
      return List.of(
          call(new CallPiece(piece.index(), piece.id(), name.substring(0, 1), "")),
          call(new CallPiece(piece.index(), "", name.substring(1), piece.arguments())));
    }
    if (dialect == ReplyDialect.CALLS_REPEATING_NAMES) {
      CallPiece first = calls.getOrDefault(piece.index(), piece);
      return List.of(
          call(new CallPiece(piece.index(), first.id(), first.name(), piece.arguments())));
    }
    return List.of(call(piece));
  }

  private String call(CallPiece piece) {
    ObjectNode delta = JSON.createObjectNode();
    ObjectNode call = delta.putArray("tool_calls").addObject();
    if (dialect == ReplyDialect.CALLS_WITH_SAME_INDEX) {
      call.put("index", 0);
    } else if (dialect != ReplyDialect.CALLS_WITHOUT_INDEX) {
      call.put("index", piece.index());
    }
    putCall(call, piece);
    return chunk(delta, null);
  }

  private void putCall(ObjectNode call, CallPiece piece) {
    if (!piece.id().isEmpty() && dialect != ReplyDialect.CALLS_WITHOUT_ID) {
      call.put("id", dialect == ReplyDialect.CALLS_WITH_SAME_ID ? "call" : piece.id());
      call.put("type", "function");
    }
    ObjectNode function = call.putObject("function");
    if (!piece.name().isEmpty()) {
      function.put("name", piece.name());
    }
    if (dialect == ReplyDialect.CALLS_WITH_OBJECTS && !piece.arguments().isEmpty()) {
      function.set("arguments", OpenAiCall.parse(piece.arguments()));
    } else {
      function.put("arguments", piece.arguments());
    }
  }

  private String chunk(ObjectNode delta, @Nullable String finish) {
    ObjectNode event = frame("chat.completion.chunk");
    ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs");
    choice.put("finish_reason", finish);
    return write(event);
  }

  private ObjectNode frame(String object) {
    return JSON.createObjectNode()
        .put("id", "chatcmpl-fake")
        .put("object", object)
        .put("created", 1_900_000_000)
        .put("model", model);
  }

  private static void putUsage(ObjectNode event, TokenUsage tokens) {
    ObjectNode node = event.putObject("usage");
    node.put("prompt_tokens", tokens.inputTokens());
    node.put("completion_tokens", tokens.outputTokens());
    node.put("total_tokens", tokens.totalTokens());
    node.putObject("prompt_tokens_details").put("cached_tokens", tokens.cachedInputTokens());
    node.putObject("completion_tokens_details").put("reasoning_tokens", tokens.reasoningTokens());
  }

  private String rawReason(StopReason reason) {
    if (reason == StopReason.TOOL_CALLS && dialect == ReplyDialect.ALWAYS_STOP) {
      return "stop";
    }
    return switch (reason) {
      case STOP, REFUSAL -> "stop";
      case TOOL_CALLS -> "tool_calls";
      case LENGTH -> "length";
      case CONTENT_FILTER -> "content_filter";
      case OTHER -> "something_new";
    };
  }

  private static String write(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
  }
}
