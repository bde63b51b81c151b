package io.ollio.preview;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Notices the first connection to it, whatever is said or not said on it. */
final class ConnectionListener implements AutoCloseable {
  private final ServerSocket socket;
  private final CountDownLatch heard = new CountDownLatch(1);

  ConnectionListener() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException("No port for connections", e);
    }
    Thread listener = new Thread(this::listen, "connection-listener");
    listener.setDaemon(true);
    listener.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  CountDownLatch heard() {
    return heard;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("A port could not be closed", e);
    }
  }

  private void listen() {
    try (Socket first = socket.accept()) {
      heard.countDown();
      first.getInputStream().read();
    } catch (IOException closed) {
      heard.getCount();
    }
  }
}
