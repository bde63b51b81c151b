package io.ollio.local.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ollio.local.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's end of a bridge into one sandbox: a socket file in a directory that the sandbox sees
 * read-only. A script inside keeps connections to it waiting; each is used for one connection to
 * one port. The socket belongs to the JVM because one made in the sandbox could be replaced by a
 * link to another program's socket.
 */
final class PortBridge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortBridge.class);
  private static final String SOCKET = "s";
  private static final String SCRIPT = "bridge.mjs";
  private static final int MAX_WAITING = 32;
  private static final int TRIES = 8;
  private static final int WAIT_SECONDS = 5;
  private static final char CONNECTED = '+';

  /** While the JVM has no free file handles. */
  private static final long PAUSE_NANOS = 50_000_000;

  private final Path directory;
  private final ServerSocketChannel server;
  private final ExecutorService threads;
  private final BlockingQueue<SocketChannel> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

  private PortBridge(Path directory, ServerSocketChannel server, ExecutorService threads) {
    this.directory = directory;
    this.server = server;
    this.threads = threads;
  }

  /**
   * Begins to wait for the script.
   *
   * @param directory is created; what the sandbox sees of the bridge. Its path must be short: that
   *     of a socket may have 107 bytes (unix(7))
   */
  static PortBridge open(Path directory) throws IOException {
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    copyScript(directory.resolve(SCRIPT));
    Path socket = directory.resolve(SOCKET);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (IOException e) {
      server.close();
      throw e;
    }
    PortBridge bridge = new PortBridge(directory, server, Threads.newTaskExecutor("ollio-bridge"));
    bridge.threads.execute(bridge::acceptAll);
    return bridge;
  }

  private static void copyScript(Path target) throws IOException {
    try (InputStream script = PortBridge.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IOException(SCRIPT + " is missing from the jar");
      }
      Files.copy(script, target);
    }
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** A connection to a port inside; empty when nothing there listens on it. */
  Optional<SocketChannel> connect(int port) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      SocketChannel channel = next();
      if (channel == null) {
        return Optional.empty();
      }
      if (isConnected(channel, port)) {
        return Optional.of(channel);
      }
      channel.close();
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
    for (SocketChannel left = waiting.poll(); left != null; left = waiting.poll()) {
      left.close();
    }
    for (String name : List.of(SOCKET, SCRIPT)) {
      Files.deleteIfExists(directory.resolve(name));
    }
    Files.deleteIfExists(directory);
  }

  private @Nullable SocketChannel next() throws IOException {
    try {
      return waiting.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for the sandbox", e);
    }
  }

  /** Who does not answer in time is cut off: not every program inside is the script. */
  private static boolean isConnected(SocketChannel channel, int port) {
    CompletableFuture<Boolean> answered = new CompletableFuture<>();
    CompletableFuture.delayedExecutor(WAIT_SECONDS, TimeUnit.SECONDS)
        .execute(() -> closeUnless(answered, channel));
    try {
      channel.write(ByteBuffer.wrap((port + "\n").getBytes(US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(1);
      return channel.read(answer) == 1 && answer.get(0) == CONNECTED && answered.complete(true);
    } catch (IOException e) {
      LOG.debug("A waiting connection of the sandbox was broken", e);
      return false;
    } finally {
      answered.complete(false);
    }
  }

  private static void closeUnless(CompletableFuture<Boolean> answered, SocketChannel channel) {
    if (answered.complete(false)) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("A connection of the sandbox could not be closed", e);
      }
    }
  }

  private void acceptAll() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        if (!waiting.offer(channel)) {
          channel.close();
        }
      } catch (IOException e) {
        LOG.debug("No connection of the sandbox could be taken, or the bridge was closed", e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
