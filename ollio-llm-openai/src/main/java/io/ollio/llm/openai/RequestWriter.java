package io.ollio.llm.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request as the body of a Chat Completions call. The same messages and tools always
 * become the same bytes, so that the provider's prompt cache hits.
 */
final class RequestWriter {
  private static final String ERROR_PREFIX = "Error: ";

  private final JsonFactory json;
  private final OpenAiSettings settings;

  RequestWriter(JsonFactory json, OpenAiSettings settings) {
    this.json = json;
    this.settings = settings;
  }

  /** The body in UTF-8. */
  byte[] write(LlmRequest request, @Nullable String model, WireShape shape) {
    try {
      return writeBody(request, model, shape);
    } catch (IOException e) {
      // Not the cause: Jackson's messages can quote what they could not write.
      throw new LlmException.InvalidRequest("The request cannot be written as JSON", null);
    }
  }

  /** Fields that the body has and the call can do without. */
  List<String> optionalFields(LlmRequest request, WireShape shape) {
    List<String> fields = new ArrayList<>(extras(request, shape).keySet());
    if (request.temperature() != null) {
      fields.add("temperature");
    }
    if (request.maxOutputTokens() != null) {
      fields.add(shape.outputLimit().field());
    }
    fields.add("stream_options");
    fields.removeIf(field -> field.isEmpty() || !shape.sends(field));
    return fields;
  }

  private byte[] writeBody(LlmRequest request, @Nullable String model, WireShape shape)
      throws IOException {
    Map<String, Object> extras = extras(request, shape);
    ByteArrayOutputStream body = new ByteArrayOutputStream(8 * 1024);
    try (JsonGenerator out = json.createGenerator(body)) {
      JsonText text = new JsonText(out);
      out.writeStartObject();
      if (model != null) {
        text.field("model", model);
      }
      out.writeArrayFieldStart("messages");
      for (LlmMessage message : request.messages()) {
        writeMessage(text, message);
      }
      out.writeEndArray();
      writeTools(text, request, extras);
      writeOptions(out, request, shape, extras);
      for (Map.Entry<String, Object> extra : extras.entrySet()) {
        text.value(extra.getKey(), extra.getValue());
      }
      out.writeEndObject();
    }
    return body.toByteArray();
  }

  private Map<String, Object> extras(LlmRequest request, WireShape shape) {
    if (request.extras().isEmpty() && settings.extraBody().isEmpty()) {
      return Map.of();
    }
    Map<String, Object> extras = new TreeMap<>(settings.extraBody());
    extras.putAll(request.extras());
    extras.keySet().removeAll(shape.dropped());
    for (String reserved : OpenAiSettings.RESERVED_FIELDS) {
      if (extras.containsKey(reserved)) {
        throw new LlmException.InvalidRequest(
            "The request's extras hold \"" + reserved + "\", which the client sets itself", null);
      }
    }
    return extras;
  }

  private static void writeOptions(
      JsonGenerator out, LlmRequest request, WireShape shape, Map<String, Object> extras)
      throws IOException {
    if (request.temperature() != null && isFree("temperature", shape, extras)) {
      out.writeNumberField("temperature", request.temperature());
    }
    String limitField = shape.outputLimit().field();
    if (request.maxOutputTokens() != null
        && !limitField.isEmpty()
        && isFree(limitField, shape, extras)) {
      out.writeNumberField(limitField, request.maxOutputTokens());
    }
    out.writeBooleanField("stream", true);
    if (isFree("stream_options", shape, extras)) {
      out.writeObjectFieldStart("stream_options");
      out.writeBooleanField("include_usage", true);
      out.writeEndObject();
    }
  }

  private static boolean isFree(String field, WireShape shape, Map<String, Object> extras) {
    return shape.sends(field) && !extras.containsKey(field);
  }

  private static void writeTools(JsonText text, LlmRequest request, Map<String, Object> extras)
      throws IOException {
    if (request.tools().isEmpty() || extras.containsKey("tools")) {
      return;
    }
    JsonGenerator out = text.out();
    out.writeArrayFieldStart("tools");
    for (ToolSpec tool : request.tools()) {
      out.writeStartObject();
      out.writeStringField("type", "function");
      out.writeObjectFieldStart("function");
      out.writeStringField("name", tool.name());
      text.field("description", tool.description());
      out.writeFieldName("parameters");
      out.writeRawValue(tool.parametersSchema());
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
    if (request.toolChoice() != ToolChoice.AUTO && !extras.containsKey("tool_choice")) {
      out.writeStringField(
          "tool_choice", request.toolChoice() == ToolChoice.NONE ? "none" : "required");
    }
  }

  private static void writeMessage(JsonText text, LlmMessage message) throws IOException {
    JsonGenerator out = text.out();
    out.writeStartObject();
    if (message instanceof LlmMessage.System system) {
      out.writeStringField("role", "system");
      text.field("content", system.text());
    } else if (message instanceof LlmMessage.User user) {
      writeUser(text, user);
    } else if (message instanceof LlmMessage.Assistant assistant) {
      writeAssistant(text, assistant);
    } else if (message instanceof LlmMessage.ToolResult result) {
      out.writeStringField("role", "tool");
      text.field("tool_call_id", result.callId());
      text.field("content", result.isError() ? ERROR_PREFIX + result.content() : result.content());
    }
    out.writeEndObject();
  }

  private static void writeUser(JsonText text, LlmMessage.User user) throws IOException {
    JsonGenerator out = text.out();
    out.writeStringField("role", "user");
    if (user.images().isEmpty()) {
      text.field("content", user.text());
      return;
    }
    out.writeArrayFieldStart("content");
    out.writeStartObject();
    out.writeStringField("type", "text");
    text.field("text", user.text());
    out.writeEndObject();
    for (var image : user.images()) {
      text.image(image);
    }
    out.writeEndArray();
  }

  /** Content is null, as the protocol has it, when there is nothing but tool calls. */
  private static void writeAssistant(JsonText text, LlmMessage.Assistant assistant)
      throws IOException {
    JsonGenerator out = text.out();
    out.writeStringField("role", "assistant");
    if (assistant.text().isEmpty() && !assistant.toolCalls().isEmpty()) {
      out.writeNullField("content");
    } else {
      text.field("content", assistant.text());
    }
    if (assistant.toolCalls().isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("tool_calls");
    for (ToolCall call : assistant.toolCalls()) {
      out.writeStartObject();
      text.field("id", call.id());
      out.writeStringField("type", "function");
      out.writeObjectFieldStart("function");
      text.field("name", call.name());
      text.field("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Writes texts and free values. */
  private record JsonText(JsonGenerator out) {
    void field(String name, String text) throws IOException {
      out.writeStringField(name, wellFormed(text));
    }

    /** A picture as a data URL (RFC 2397). */
    void image(LlmImage image) throws IOException {
      String data = Base64.getEncoder().encodeToString(image.content().bytes());
      out.writeStartObject();
      out.writeStringField("type", "image_url");
      out.writeObjectFieldStart("image_url");
      out.writeStringField("url", "data:" + image.mediaType() + ";base64," + data);
      out.writeEndObject();
      out.writeEndObject();
    }

    /** A JSON value made of Java's own types: map, iterable, text, number, boolean or null. */
    void value(String name, Object value) throws IOException {
      out.writeFieldName(name);
      value(value, name);
    }

    private void value(Object value, String name) throws IOException {
      if (value == null) {
        out.writeNull();
      } else if (value instanceof CharSequence text) {
        out.writeString(wellFormed(text.toString()));
      } else if (value instanceof Boolean claim) {
        out.writeBoolean(claim);
      } else if (value instanceof Number number) {
        out.writeNumber(number.toString());
      } else if (value instanceof Iterable<?> items) {
        out.writeStartArray();
        for (Object item : items) {
          value(item, name);
        }
        out.writeEndArray();
      } else if (value instanceof Map<?, ?> fields) {
        out.writeStartObject();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
          out.writeFieldName(String.valueOf(field.getKey()));
          value(field.getValue(), name);
        }
        out.writeEndObject();
      } else {
        throw new LlmException.InvalidRequest(
            "The extra field \""
                + name
                + "\" holds a "
                + value.getClass().getName()
                + ", which is no JSON value",
            null);
      }
    }

    /**
     * Replaces halves of surrogate pairs, as cutting a text can leave them, by U+FFFD: they cannot
     * be written in UTF-8, and servers reject their escapes.
     */
    private static String wellFormed(String text) {
      int i = 0;
      while (i < text.length() && !Character.isSurrogate(text.charAt(i))) {
        i++;
      }
      if (i == text.length()) {
        return text;
      }
      StringBuilder clean = new StringBuilder(text.length());
      text.codePoints()
          .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
          .forEach(clean::appendCodePoint);
      return clean.toString();
    }
  }
}
