package io.ollio.sandbox.e2b.fake.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param length of the body; -1 when unknown
 */
public record FakeReply(int status, Map<String, String> headers, long length, Body body) {
  /** Writes a body; throwing {@link ResetConnection} breaks the connection. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Breaks the connection without a word. */
  public static final class ResetConnection extends IOException {
    private static final long serialVersionUID = 1L;
  }

  public static FakeReply empty(int status) {
    return new FakeReply(status, Map.of(), 0, out -> {});
  }

  public static FakeReply json(int status, String json) {
    return bytes(status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
  }

  public static FakeReply bytes(int status, String type, byte[] content) {
    Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("Content-Type", type);
    return new FakeReply(status, headers, content.length, out -> out.write(content));
  }

  public static FakeReply stream(int status, String type, Body body) {
    return new FakeReply(status, Map.of("Content-Type", type), -1, body);
  }

  /** Breaks the connection before any answer. */
  public static FakeReply reset() {
    return new FakeReply(0, Map.of(), 0, out -> {});
  }

  public boolean isReset() {
    return status == 0;
  }

  public FakeReply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new FakeReply(status, more, length, body);
  }

  public FakeReply withBody(long newLength, Body other) {
    return new FakeReply(status, headers, newLength, other);
  }
}
