package io.ollio.testkit.openai;

import io.ollio.testkit.openai.ConnectionFault.BodyEnd;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's end of one HTTP/1.1 connection; just enough of RFC 9112 for tests. */
final class HttpConnection {
  private static final int MAX_LINE = 64 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private BodyEnd framing = BodyEnd.LAST_CHUNK;
  private boolean reusable = true;

  HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = socket.getOutputStream();
  }

  /** A request, its header names in lower case. */
  record Request(String method, String path, Map<String, String> headers, String body) {}

  /** The client closed the connection while its answer was pending. */
  static final class ClientGone extends IOException {
    private static final long serialVersionUID = 1L;

    ClientGone() {
      super("The client closed the connection");
    }
  }

  /** The next request; null when the client has closed the connection. */
  @Nullable Request read() throws IOException {
    String line = readLine();
    if (line == null) {
      return null;
    }
    String[] parts = line.split(" ", 3);
    if (parts.length != 3) {
      throw new IOException("That is no HTTP");
    }
    Map<String, String> headers = new HashMap<>();
    for (line = readLine(); line != null && !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("That is no header");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Request(parts[0], parts[1], headers, readBody(headers));
  }

  /** Whether another request may come. */
  boolean isReusable() {
    return reusable && !socket.isClosed();
  }

  void answer(int status, String type, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Fake\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Type: ").append(type);
    head.append("\r\nContent-Length: ").append(bytes.length).append("\r\n\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.write(bytes);
    out.write(all.toByteArray());
  }

  /** The head of an answer whose body is to have this length. */
  void answerHead(int status, int length) throws IOException {
    String head = "HTTP/1.1 " + status + " Fake\r\nContent-Length: " + length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  void beginBody(String type, BodyEnd end, String first) throws IOException {
    framing = end;
    String how =
        end == BodyEnd.CLOSE_DELIMITED ? "Connection: close" : "Transfer-Encoding: chunked";
    String head = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + how + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    if (!first.isEmpty()) {
      body(first, false);
    }
  }

  /** A part of the body, in one write or in one for each byte. */
  void body(String part, boolean byteByByte) throws IOException {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    if (!byteByByte) {
      out.write(framed(bytes));
      return;
    }
    for (byte b : bytes) {
      out.write(framed(new byte[] {b}));
    }
  }

  void endBody() throws IOException {
    if (framing == BodyEnd.CLOSE_DELIMITED) {
      close();
    } else {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  void close() throws IOException {
    reusable = false;
    socket.close();
  }

  /** With a linger time of zero, closing sends RST. */
  void reset() throws IOException {
    reusable = false;
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /**
   * Waits that long.
   *
   * @throws ClientGone as soon as the client closes the connection
   */
  void waitFor(Duration duration) throws IOException {
    socket.setSoTimeout((int) Math.max(1, duration.toMillis()));
    try {
      if (in.read() >= 0) {
        throw new IOException("The client sent more while its answer was pending");
      }
      throw new ClientGone();
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(0);
    }
  }

  private byte[] framed(byte[] bytes) throws IOException {
    if (framing == BodyEnd.CLOSE_DELIMITED) {
      return bytes;
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 12);
    chunk.write(Integer.toHexString(bytes.length).getBytes(StandardCharsets.ISO_8859_1));
    chunk.write('\r');
    chunk.write('\n');
    chunk.write(bytes);
    chunk.write('\r');
    chunk.write('\n');
    return chunk.toByteArray();
  }

  private String readBody(Map<String, String> headers) throws IOException {
    if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length;
    do {
      length = Integer.parseInt(String.valueOf(readLine()).split(";", 2)[0].strip(), 16);
      body.write(in.readNBytes(length));
      readLine();
    } while (length > 0);
    return body.toString(StandardCharsets.UTF_8);
  }

  private @Nullable String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 && line.size() == 0) {
        return null;
      }
      if (c < 0 || line.size() > MAX_LINE) {
        throw new EOFException("The request broke off");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
