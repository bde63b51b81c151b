package io.ollio.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/**
 * Writes requests. Pictures are written as their hash, and of a vendor's own options only the
 * names, since a key may be among them.
 */
final class RequestJson {
  private RequestJson() {}

  /** Everything but the messages. */
  static void writeHead(LlmRequest request, JsonGenerator json) throws IOException {
    if (request.model() != null) {
      json.writeStringField("model", request.model());
    }
    json.writeStringField("toolChoice", request.toolChoice().name());
    if (request.temperature() != null) {
      json.writeNumberField("temperature", request.temperature());
    }
    if (request.maxOutputTokens() != null) {
      json.writeNumberField("maxOutputTokens", request.maxOutputTokens());
    }
    if (!request.extras().isEmpty()) {
      json.writeFieldName("extras");
      String[] names = new TreeSet<>(request.extras().keySet()).toArray(String[]::new);
      json.writeArray(names, 0, names.length);
    }
  }

  static void writeTools(List<ToolSpec> tools, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (ToolSpec tool : tools) {
      json.writeStartObject();
      json.writeStringField("name", tool.name());
      json.writeStringField("description", tool.description());
      json.writeStringField("schema", tool.parametersSchema());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void writeMessage(LlmMessage message, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (message instanceof LlmMessage.System system) {
      json.writeStringField("role", "system");
      json.writeStringField("text", system.text());
    } else if (message instanceof LlmMessage.User user) {
      json.writeStringField("role", "user");
      json.writeStringField("text", user.text());
      if (!user.images().isEmpty()) {
        writeImages(user.images(), json);
      }
    } else if (message instanceof LlmMessage.Assistant assistant) {
      json.writeStringField("role", "assistant");
      json.writeStringField("text", assistant.text());
      json.writeFieldName("calls");
      writeCalls(assistant.toolCalls(), json);
    } else if (message instanceof LlmMessage.ToolResult result) {
      json.writeStringField("role", "tool");
      json.writeStringField("text", result.content());
      json.writeStringField("call", result.callId());
      json.writeStringField("tool", result.toolName());
      json.writeBooleanField("error", result.isError());
    }
    json.writeEndObject();
  }

  static void writeCalls(List<ToolCall> calls, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (ToolCall call : calls) {
      json.writeStartObject();
      json.writeStringField("id", call.id());
      json.writeStringField("name", call.name());
      json.writeStringField("arguments", call.arguments());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeImages(List<LlmImage> images, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("images");
    for (LlmImage image : images) {
      json.writeStartObject();
      json.writeStringField("type", image.mediaType());
      json.writeStringField("sha256", image.content().sha256());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
