package io.ollio.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.ollio.file.FileContent;
import io.ollio.json.JsonValue;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Stores transcripts as JSON. Each message is written once and its text kept, since they never
 * change.
 */
final class TranscriptJson {
  private static final int FORMAT = 1;
  private static final JsonFactory FACTORY = new JsonFactory();

  private TranscriptJson() {}

  static String write(Transcript transcript, List<String> stored) {
    List<LlmMessage> messages = transcript.messages();
    for (int i = stored.size(); i < messages.size(); i++) {
      stored.add(writeMessage(messages.get(i)));
    }
    TokenUsage usage = transcript.usage();
    return "{\"format\":"
        + FORMAT
        + ",\"origin\":"
        + quoted(transcript.origin())
        + ",\"steps\":"
        + transcript.steps()
        + ",\"modelCalls\":"
        + transcript.modelCalls()
        + ",\"usage\":["
        + usage.inputTokens()
        + ","
        + usage.cachedInputTokens()
        + ","
        + usage.outputTokens()
        + ","
        + usage.reasoningTokens()
        + "],\"cost\":"
        + quoted(transcript.cost().toPlainString())
        + ",\"workedMillis\":"
        + transcript.worked().toMillis()
        + ",\"complaints\":{"
        + written(transcript.complaints())
        + "},\"messages\":["
        + String.join(",", stored)
        + "]}";
  }

  private static String written(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> quoted(count.getKey()) + ":" + count.getValue())
        .collect(Collectors.joining(","));
  }

  private static Map<String, Integer> readCounts(JsonValue counts) {
    Map<String, Integer> read = new HashMap<>();
    counts.names().forEach(name -> read.put(name, (int) counts.path(name).number(0L)));
    return read;
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  static Transcript read(String json) {
    JsonValue root;
    try {
      root = JsonValue.parse(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The stored transcript is not valid JSON", e);
    }
    if (root.path("format").number(0L) != FORMAT) {
      throw new IllegalArgumentException(
          "The stored transcript has format " + root.path("format") + ", expected " + FORMAT);
    }
    List<LlmMessage> messages = new ArrayList<>();
    root.path("messages").forEach(node -> messages.add(readMessage(node)));
    JsonValue usage = root.path("usage");
    return new Transcript(
            root.path("origin").text(),
            messages,
            (int) root.path("steps").number(0L),
            (int) root.path("modelCalls").number(0L),
            new TokenUsage(
                usage.path(0).number(0L),
                usage.path(1).number(0L),
                usage.path(2).number(0L),
                usage.path(3).number(0L)),
            cost(root.path("cost").text()))
        .withUsedUp(
            Duration.ofMillis(root.path("workedMillis").number(0L)),
            readCounts(root.path("complaints")));
  }

  /** Conversations of earlier releases have none. */
  private static BigDecimal cost(String stored) {
    return stored.isEmpty() ? BigDecimal.ZERO : new BigDecimal(stored);
  }

  private static String writeMessage(LlmMessage message) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      writeBody(message, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A string writer never fails", e);
    }
    return out.toString();
  }

  private static void writeBody(LlmMessage message, JsonGenerator json) throws IOException {
    if (message instanceof LlmMessage.System system) {
      json.writeStringField("role", "system");
      json.writeStringField("text", system.text());
    } else if (message instanceof LlmMessage.User user) {
      json.writeStringField("role", "user");
      json.writeStringField("text", user.text());
      writeImages(user.images(), json);
    } else if (message instanceof LlmMessage.Assistant assistant) {
      json.writeStringField("role", "assistant");
      json.writeStringField("text", assistant.text());
      writeCalls(assistant.toolCalls(), json);
    } else if (message instanceof LlmMessage.ToolResult result) {
      json.writeStringField("role", "tool");
      json.writeStringField("text", result.content());
      json.writeStringField("call", result.callId());
      json.writeStringField("tool", result.toolName());
      json.writeBooleanField("error", result.isError());
    }
  }

  private static void writeImages(List<LlmImage> images, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("images");
    for (LlmImage image : images) {
      json.writeStartObject();
      json.writeStringField("type", image.mediaType());
      json.writeStringField("data", Base64.getEncoder().encodeToString(image.content().bytes()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeCalls(List<ToolCall> calls, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("calls");
    for (ToolCall call : calls) {
      json.writeStartObject();
      json.writeStringField("id", call.id());
      json.writeStringField("name", call.name());
      json.writeStringField("arguments", call.arguments());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static LlmMessage readMessage(JsonValue node) {
    String text = node.path("text").text();
    String role = node.path("role").text();
    return switch (role) {
      case "system" -> new LlmMessage.System(text);
      case "user" -> new LlmMessage.User(text, readImages(node.path("images")));
      case "assistant" -> new LlmMessage.Assistant(text, readCalls(node.path("calls")));
      case "tool" ->
          new LlmMessage.ToolResult(
              node.path("call").text(),
              node.path("tool").text(),
              text,
              node.path("error").isTrue());
      default ->
          throw new IllegalArgumentException("The stored transcript has the role \"" + role + "\"");
    };
  }

  private static List<LlmImage> readImages(JsonValue nodes) {
    List<LlmImage> images = new ArrayList<>();
    for (JsonValue node : nodes) {
      byte[] bytes = Base64.getDecoder().decode(node.path("data").text());
      images.add(new LlmImage(node.path("type").text(), FileContent.of(bytes)));
    }
    return images;
  }

  private static List<ToolCall> readCalls(JsonValue nodes) {
    List<ToolCall> calls = new ArrayList<>();
    for (JsonValue node : nodes) {
      calls.add(
          new ToolCall(
              node.path("id").text(), node.path("name").text(), node.path("arguments").text()));
    }
    return calls;
  }
}
