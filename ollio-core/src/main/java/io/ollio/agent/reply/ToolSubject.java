package io.ollio.agent.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Finds the path or command that a tool call is about, to show it to people. */
public final class ToolSubject {
  private static final JsonFactory JSON = new JsonFactory();

  private ToolSubject() {}

  public static String of(String arguments) {
    try (JsonParser json = JSON.createParser(arguments)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING && (name.equals("path") || name.equals("command"))) {
          return json.getText();
        }
        json.skipChildren();
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }
}
