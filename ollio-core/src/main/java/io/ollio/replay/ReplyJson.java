package io.ollio.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.json.JsonValue;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads replies and their pieces. */
final class ReplyJson {
  private ReplyJson() {}

  static void write(LlmReply reply, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("text", reply.text());
    json.writeStringField("thinking", reply.thinking());
    json.writeFieldName("calls");
    RequestJson.writeCalls(reply.toolCalls(), json);
    json.writeStringField("stopReason", reply.stopReason().name());
    json.writeStringField("rawStopReason", reply.rawStopReason());
    json.writeStringField("model", reply.model());
    TokenUsage usage = reply.usage();
    if (usage != null) {
      json.writeFieldName("usage");
      long[] counts = {
        usage.inputTokens(),
        usage.cachedInputTokens(),
        usage.outputTokens(),
        usage.reasoningTokens()
      };
      json.writeArray(counts, 0, counts.length);
    }
    json.writeEndObject();
  }

  static LlmReply read(JsonValue reply) {
    List<ToolCall> calls = new ArrayList<>();
    for (JsonValue call : reply.path("calls")) {
      calls.add(
          new ToolCall(
              call.path("id").text(), call.path("name").text(), call.path("arguments").text()));
    }
    return new LlmReply(
        reply.path("text").text(),
        reply.path("thinking").text(),
        calls,
        StopReason.valueOf(reply.path("stopReason").text()),
        reply.path("rawStopReason").text(),
        usage(reply.path("usage")),
        reply.path("model").text());
  }

  private static @Nullable TokenUsage usage(JsonValue counts) {
    return counts.isPresent()
        ? new TokenUsage(
            counts.path(0).number(0L),
            counts.path(1).number(0L),
            counts.path(2).number(0L),
            counts.path(3).number(0L))
        : null;
  }

  /** One piece of a reply: its kind, then its parts. */
  static void writePiece(ToolCallDelta delta, JsonGenerator json) throws IOException {
    json.writeStartArray();
    json.writeString("call");
    json.writeNumber(delta.index());
    json.writeString(delta.id());
    json.writeString(delta.name());
    json.writeString(delta.arguments());
    json.writeEndArray();
  }

  static void play(JsonValue piece, LlmListener listener) {
    String kind = piece.path(0).text();
    switch (kind) {
      case "text" -> listener.onText(piece.path(1).text());
      case "thinking" -> listener.onThinking(piece.path(1).text());
      case "call" ->
          listener.onToolCall(
              new ToolCallDelta(
                  (int) piece.path(1).number(0L),
                  piece.path(2).text(),
                  piece.path(3).text(),
                  piece.path(4).text()));
      case "restart" ->
          listener.onRestart(FailureJson.read(piece.path(2)), (int) piece.path(1).number(0L));
      default -> throw new IllegalArgumentException("A recorded piece is of the kind " + kind);
    }
  }
}
