package io.ollio.sandbox.e2b.fake.http;

import io.ollio.sandbox.e2b.fake.http.FakeReply.ResetConnection;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** HTTP/1.1 with keep-alive on loopback, a thread for each connection. */
public final class Http1Server implements AutoCloseable {
  private final ServerSocket listener;
  private final FakeHandler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  public Http1Server(int port, FakeHandler handler) {
    this.handler = handler;
    try {
      listener = new ServerSocket(port, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        connections.incrementAndGet();
        open.add(socket);
        start("connection", () -> serve(socket));
      }
    } catch (IOException closed) {
      // The server was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      while (exchange(in, out, socket)) {
        out.flush();
      }
    } catch (IOException clientWentAway) {
      // Nobody is left to answer to.
    } finally {
      open.remove(socket);
    }
  }

  private boolean exchange(InputStream in, OutputStream out, Socket socket) throws IOException {
    String line = line(in);
    if (line.isEmpty()) {
      return false;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    if (headers.getOrDefault("expect", "").equals("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    InputStream body = Http1Body.of(in, headers);
    String[] words = line.split(" ", -1);
    FakeRequest request =
        new FakeRequest(words[0], words[1], "1.1", headers.getOrDefault("host", ""), headers, body);
    FakeReply reply = handler.handle(request);
    if (reply.isReset()) {
      reset(socket);
      return false;
    }
    body.transferTo(OutputStream.nullOutputStream());
    return answer(reply, out, socket);
  }

  private static boolean answer(FakeReply reply, OutputStream out, Socket socket)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " X\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    boolean hasBody = reply.status() != 204 && reply.status() != 304;
    if (hasBody) {
      head.append(
          reply.length() >= 0
              ? "Content-Length: " + reply.length() + "\r\n"
              : "Transfer-Encoding: chunked\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    try {
      if (reply.length() < 0) {
        out.flush();
        Http1Body.Chunks chunks = new Http1Body.Chunks(out);
        reply.body().writeTo(chunks);
        chunks.close();
      } else if (hasBody) {
        reply.body().writeTo(out);
      }
      return true;
    } catch (ResetConnection e) {
      out.flush();
      reset(socket);
      return false;
    }
  }

  private static void reset(Socket socket) throws IOException {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException alreadyClosed) {
      return;
    }
    socket.close();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(null, task, "fake-e2b-" + name, 0, false);
    thread.setDaemon(true);
    thread.start();
  }
}
