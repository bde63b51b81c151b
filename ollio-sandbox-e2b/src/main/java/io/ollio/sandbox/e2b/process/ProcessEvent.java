package io.ollio.sandbox.e2b.process;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ollio.sandbox.e2b.http.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One message of a process stream. Protocol notes, section 8.2. */
final class ProcessEvent {
  private static final byte[] NOTHING = {};

  private boolean isStart;
  private boolean isEnd;
  private long pid;
  private byte[] stdout = NOTHING;
  private byte[] stderr = NOTHING;
  private int exitCode;
  private boolean exited;
  private String status = "";

  private ProcessEvent() {}

  /** Reads it; what is not known is passed over. */
  static ProcessEvent read(byte[] message) throws IOException {
    ProcessEvent event = new ProcessEvent();
    try (JsonParser json = JsonWriter.JSON.createParser(message)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isEvent = json.currentName().equals("event");
        if (json.nextToken() == JsonToken.START_OBJECT && isEvent) {
          event.readOneOf(json);
        } else {
          json.skipChildren();
        }
      }
    }
    return event;
  }

  boolean isStart() {
    return isStart;
  }

  long pid() {
    return pid;
  }

  byte[] stdout() {
    return stdout;
  }

  byte[] stderr() {
    return stderr;
  }

  /** How it ended; null while it runs. */
  @Nullable ProcessExit exit() {
    return isEnd ? new ProcessExit(exitCode, exited, status) : null;
  }

  private void readOneOf(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String kind = json.currentName();
      isStart |= kind.equals("start");
      isEnd |= kind.equals("end");
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          json.nextToken();
          readField(json, field);
        }
      } else {
        json.skipChildren();
      }
    }
  }

  private void readField(JsonParser json, String field) throws IOException {
    switch (field) {
      case "pid" -> pid = json.getValueAsLong();
      case "stdout" -> stdout = json.getBinaryValue();
      case "stderr" -> stderr = json.getBinaryValue();
      case "exitCode" -> exitCode = json.getValueAsInt();
      case "exited" -> exited = json.getValueAsBoolean();
      case "status" -> status = json.getValueAsString("");
      default -> json.skipChildren();
    }
  }
}
