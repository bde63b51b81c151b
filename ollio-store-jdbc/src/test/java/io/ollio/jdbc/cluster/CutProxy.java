package io.ollio.jdbc.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A TCP proxy on loopback whose connections can be cut, and that can refuse new ones. */
final class CutProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "cut-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean refuses;

  private CutProxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /** A proxy on a free port. */
  static CutProxy to(int target) {
    try {
      CutProxy proxy =
          new CutProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target);
      proxy.threads.execute(proxy::acceptAll);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy cannot listen", e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Cuts every connection in the middle of whatever it carries. */
  void cut() {
    sockets.forEach(this::reset);
  }

  /** Whether new connections are closed at once. */
  void refuse(boolean value) {
    refuses = value;
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy does not close", e);
    }
    cut();
    threads.shutdownNow();
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        threads.execute(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    sockets.add(client);
    if (refuses) {
      reset(client);
      return;
    }
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(server);
      threads.execute(() -> pump(client, server));
      threads.execute(() -> pump(server, client));
    } catch (IOException databaseAway) {
      reset(client);
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // Both ends are closed below, which is what the other side has to notice.
    } finally {
      reset(from);
      reset(to);
    }
  }

  private void reset(Socket socket) {
    sockets.remove(socket);
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to close.
    }
  }
}
