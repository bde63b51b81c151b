package io.ollio.llm.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ollio.llm.TokenUsage;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object of a reply: a {@code chat.completion.chunk}, or a whole {@code
 * chat.completion} of a server that does not stream. Fields that are unknown, null or of another
 * type than expected are skipped. Source: OpenAI's API reference, "Chat Completions", with the
 * deviations of compatible servers noted where they are handled.
 */
final class ChunkReader {
  private final JsonFactory json;
  private final Chunk chunk = new Chunk();

  ChunkReader(JsonFactory json) {
    this.json = json;
  }

  /**
   * The event's content; valid until the next call.
   *
   * @throws IOException when it is not one JSON object
   */
  Chunk read(byte[] bytes, int start, int end) throws IOException {
    chunk.clear();
    try (JsonParser parser = json.createParser(bytes, start, end - start)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object");
      }
      readRoot(parser);
      if (parser.nextToken() != null) {
        throw new IOException("more than one JSON value");
      }
    }
    return chunk;
  }

  private void readRoot(JsonParser parser) throws IOException {
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (field) {
        case "model" -> readModel(parser);
        case "choices" -> readChoices(parser);
        case "usage" -> readUsage(parser);
        case "error" -> readErrorMark(parser, value);
        // vLLM before 0.9 sends {"object":"error","message":...}.
        case "object" -> chunk.isError |= isText(parser, "error");
        default -> parser.skipChildren();
      }
    }
  }

  /** The same in every event, so it is read only once. */
  private void readModel(JsonParser parser) throws IOException {
    if (chunk.model.isEmpty()) {
      chunk.model = text(parser);
    } else {
      parser.skipChildren();
    }
  }

  private void readErrorMark(JsonParser parser, JsonToken value) throws IOException {
    chunk.isError |= value != JsonToken.VALUE_NULL;
    parser.skipChildren();
  }

  private void readChoices(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        readChoice(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  /** Only the first choice counts; more of them come only when extras asked for them. */
  private void readChoice(JsonParser parser) throws IOException {
    boolean first = true;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("index")) {
        first = number(parser) == 0;
      } else if (!first) {
        parser.skipChildren();
      } else {
        readChoiceField(parser, field, value);
      }
    }
    chunk.hasChoice |= first;
  }

  private void readChoiceField(JsonParser parser, String field, JsonToken value)
      throws IOException {
    switch (field) {
      case "delta", "message" -> readMessage(parser, value);
      case "finish_reason" -> chunk.finish = text(parser);
      // OpenRouter reports a provider's failure here.
      case "error" -> readErrorMark(parser, value);
      default -> parser.skipChildren();
    }
  }

  private void readMessage(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      switch (field) {
        case "content" -> readContent(parser);
        // DeepSeek and older vLLM say reasoning_content; OpenRouter, Ollama and newer vLLM
        // reasoning; some send both with the same words.
        case "reasoning_content", "reasoning" -> readReasoning(parser);
        case "refusal" -> chunk.refusal = text(parser);
        case "tool_calls" -> readCalls(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void readReasoning(JsonParser parser) throws IOException {
    String words = text(parser);
    if (chunk.thinking.isEmpty()) {
      chunk.thinking = words;
    }
  }

  /** A string, or (Mistral's reasoning models) an array of typed parts. */
  private void readContent(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      chunk.text = text(parser);
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        readPart(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readPart(JsonParser parser) throws IOException {
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (field) {
        case "text" -> chunk.text += text(parser);
        case "thinking" -> {
          if (value == JsonToken.START_ARRAY) {
            String answer = chunk.text;
            chunk.text = "";
            readContent(parser);
            chunk.thinking += chunk.text;
            chunk.text = answer;
          } else {
            chunk.thinking += text(parser);
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  private void readCalls(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    int position = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        readCall(parser, position++);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readCall(JsonParser parser, int position) throws IOException {
    int index = -1;
    String id = "";
    String name = "";
    String arguments = "";
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("index")) {
        index = value == JsonToken.VALUE_NUMBER_INT ? Math.max(-1, parser.getIntValue()) : -1;
        parser.skipChildren();
      } else if (field.equals("id")) {
        id = text(parser);
      } else if (field.equals("function") && value == JsonToken.START_OBJECT) {
        for (String part = parser.nextFieldName(); part != null; part = parser.nextFieldName()) {
          parser.nextToken();
          switch (part) {
            case "name" -> name = text(parser);
            case "arguments" -> arguments = json(parser);
            default -> parser.skipChildren();
          }
        }
      } else {
        parser.skipChildren();
      }
    }
    chunk.calls.add(new CallPiece(index, position, id, name, arguments));
  }

  private void readUsage(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    long[] counts = new long[4];
    readCounts(parser, counts);
    chunk.usage = new TokenUsage(counts[0], counts[1], counts[2], counts[3]);
  }

  private static void readCounts(JsonParser parser, long[] counts) throws IOException {
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (field) {
        case "prompt_tokens" -> counts[0] = number(parser);
        // The first is OpenAI's, inside prompt_tokens_details; the second DeepSeek's.
        case "cached_tokens", "prompt_cache_hit_tokens" -> counts[1] = number(parser);
        case "completion_tokens" -> counts[2] = number(parser);
        case "reasoning_tokens" -> counts[3] = number(parser);
        case "prompt_tokens_details", "completion_tokens_details" -> {
          if (value == JsonToken.START_OBJECT) {
            readCounts(parser, counts);
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  private static boolean isText(JsonParser parser, String expected) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return false;
    }
    return parser.getTextLength() == expected.length() && parser.getText().equals(expected);
  }

  private static String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return "";
  }

  /** Arguments are JSON in a string; some servers send the object itself. */
  private String json(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return text(parser);
    }
    StringWriter copy = new StringWriter();
    try (JsonGenerator generator = json.createGenerator(copy)) {
      generator.copyCurrentStructure(parser);
    }
    return copy.toString();
  }

  /** A count; never negative. */
  private static long number(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return Math.max(0, Math.min(parser.getValueAsLong(0), Integer.MAX_VALUE));
    }
    parser.skipChildren();
    return 0;
  }

  /** What one event of the stream brings; reused from event to event. Absent texts are empty. */
  static final class Chunk {
    /** As the first event that names it says; kept for the whole reply. */
    String model = "";

    String text = "";
    String thinking = "";
    String refusal = "";
    String finish = "";
    @Nullable TokenUsage usage;
    final List<CallPiece> calls = new ArrayList<>();

    /** Whether the event holds an answer at all, though it may be an empty one. */
    boolean hasChoice;

    /** Whether the event reports a failure. */
    boolean isError;

    private void clear() {
      text = "";
      thinking = "";
      refusal = "";
      finish = "";
      usage = null;
      calls.clear();
      hasChoice = false;
      isError = false;
    }
  }

  /**
   * A piece of a tool call as one event brings it; absent texts are empty.
   *
   * @param index the server's index of the call, -1 when it sent none
   * @param position place of this piece in its event, from 0
   */
  record CallPiece(int index, int position, String id, String name, String arguments) {}
}
