package io.ollio.local.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loopback port of this machine that leads to a port inside a sandbox. Bytes pass as they are;
 * only the first request of a connection is looked at, whose Host must name this port: else any web
 * page could reach it under a name of its own that leads to 127.0.0.1.
 */
final class PortForward implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortForward.class);
  private static final int MAX_CONNECTIONS = 128;
  private static final int MAX_HEAD = 32_768;
  private static final int HEAD_MILLIS = 5_000;
  private static final int BLOCK = 16_384;

  /** While the JVM has no free file handles. */
  private static final long PAUSE_NANOS = 50_000_000;

  private final PortBridge bridge;
  private final int port;
  private final ServerSocket server;
  private final ExecutorService threads;
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  PortForward(PortBridge bridge, int port, ExecutorService threads) throws IOException {
    this.bridge = bridge;
    this.port = port;
    this.threads = threads;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::acceptAll);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        accept(server.accept());
      } catch (IOException e) {
        LOG.debug("No connection to port {} could be taken, or it was closed", port, e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void accept(Socket socket) throws IOException {
    if (!free.tryAcquire()) {
      socket.close();
      return;
    }
    open.add(socket);
    threads.execute(
        () -> {
          try (socket) {
            serve(socket);
          } catch (IOException e) {
            LOG.debug("A connection to port {} of a sandbox has broken", port, e);
          } finally {
            open.remove(socket);
            free.release();
          }
        });
  }

  private void serve(Socket socket) throws IOException {
    socket.setSoTimeout(HEAD_MILLIS);
    byte[] head = head(socket.getInputStream());
    if (!isForHere(new String(head, ISO_8859_1))) {
      answer(socket, "421 Misdirected Request");
      return;
    }
    socket.setSoTimeout(0);
    Optional<SocketChannel> inside = bridge.connect(port);
    if (inside.isEmpty()) {
      answer(socket, "502 Bad Gateway");
      return;
    }
    try (SocketChannel channel = inside.get()) {
      write(channel, head, head.length);
      threads.execute(() -> carryIn(socket, channel));
      carryOut(channel, socket.getOutputStream());
    }
  }

  private static void carryIn(Socket socket, SocketChannel channel) {
    byte[] block = new byte[BLOCK];
    try {
      InputStream in = socket.getInputStream();
      for (int length = in.read(block); length >= 0; length = in.read(block)) {
        write(channel, block, length);
      }
      channel.shutdownOutput();
    } catch (IOException e) {
      LOG.debug("A connection to a sandbox has ended", e);
    }
  }

  /** Not by the streams of a channel, which let nobody write while somebody reads. */
  private static void write(SocketChannel channel, byte[] block, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(block, 0, length);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void carryOut(SocketChannel channel, OutputStream out) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    while (channel.read(block) >= 0) {
      out.write(block.array(), 0, block.position());
      block.clear();
    }
  }

  /** Everything up to the empty line. */
  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 2) {
      int next = in.read();
      if (next < 0 || head.size() >= MAX_HEAD) {
        throw new IOException("No whole request came");
      }
      head.write(next);
      ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
    }
    return head.toByteArray();
  }

  private boolean isForHere(String head) {
    String own = ":" + server.getLocalPort();
    Set<String> names = Set.of("127.0.0.1" + own, "localhost" + own);
    return head.lines()
            .skip(1)
            .map(line -> line.toLowerCase(Locale.ROOT))
            .filter(line -> line.startsWith("host:"))
            .map(line -> line.substring("host:".length()).strip())
            .filter(names::contains)
            .count()
        == 1;
  }

  private static void answer(Socket socket, String status) throws IOException {
    String text = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }
}
