package io.ollio.preview;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Sends bytes exactly as given, as no well-behaved client would. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 10_000;

  private RawHttp() {}

  /** What came back until the server closed. */
  record Reply(String text) {
    int status() {
      return text.isEmpty() ? 0 : Integer.parseInt(text.substring(9, 12));
    }

    Optional<String> header(String name) {
      return head()
          .lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).trim())
          .findFirst();
    }

    String head() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? text : text.substring(0, end);
    }

    String body() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? "" : text.substring(end + 4);
    }
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Sends the bytes as far as the server takes them, then reads to the end. */
  static Reply exchange(int port, String request) {
    try (Socket socket = connect(port)) {
      try {
        send(socket, request);
      } catch (SocketException closedAlready) {
        return readAll(socket);
      }
      return readAll(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Everything until the server closes, also when it does so by a reset. */
  static Reply readAll(Socket socket) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    try {
      for (int n; (n = socket.getInputStream().read(buffer)) >= 0; ) {
        out.write(buffer, 0, n);
      }
    } catch (SocketException reset) {
      return new Reply(out.toString(StandardCharsets.UTF_8));
    }
    return new Reply(out.toString(StandardCharsets.UTF_8));
  }

  static Reply get(int port, String host, String path) {
    return exchange(port, request("GET", host, path));
  }

  static String request(String method, String host, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }
}
