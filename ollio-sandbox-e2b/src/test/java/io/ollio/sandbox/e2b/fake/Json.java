package io.ollio.sandbox.e2b.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ollio.sandbox.e2b.fake.http.FakeReply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** JSON of the fake. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode parse(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  static FakeReply ok(JsonNode json) {
    return FakeReply.json(200, json.toString());
  }

  /** An error of the control plane, the proxies or the daemon's plain HTTP. */
  static FakeReply error(int status, String message) {
    return FakeReply.json(status, object().put("code", status).put("message", message).toString());
  }

  /** An error of Connect. */
  static FakeReply failure(int status, String code, String message) {
    return FakeReply.bytes(
        status,
        "application/json",
        object()
            .put("code", code)
            .put("message", message)
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }

  static void frame(OutputStream out, int flags, String json) throws IOException {
    byte[] payload = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(5 + payload.length);
    frame.put((byte) flags).putInt(payload.length).put(payload);
    out.write(frame.array());
  }

  static JsonNode envelope(byte[] body) throws IOException {
    int length = ByteBuffer.wrap(body, 1, 4).getInt();
    return MAPPER.readTree(body, 5, length);
  }

  static String endError(String code, String message) {
    return object().set("error", object().put("code", code).put("message", message)).toString();
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
