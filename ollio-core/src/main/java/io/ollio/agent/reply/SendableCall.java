package io.ollio.agent.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ollio.llm.ToolCall;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Makes a model's call fit to be sent back as history: servers refuse a whole conversation because
 * of one old call with broken arguments or an impossible name.
 */
public final class SendableCall {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private SendableCall() {}

  /** The call with arguments and a name that every server takes. */
  public static ToolCall of(ToolCall call) {
    String name = NAME.matcher(call.name()).matches() ? call.name() : "unknown";
    String arguments = isObject(call.arguments()) ? call.arguments() : "{}";
    return new ToolCall(call.id(), name, arguments);
  }

  private static boolean isObject(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
