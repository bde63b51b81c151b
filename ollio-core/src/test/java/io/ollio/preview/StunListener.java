package io.ollio.preview;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/** Notices the first datagram that reaches it. */
final class StunListener implements AutoCloseable {
  private final DatagramSocket socket;
  private final CountDownLatch heard = new CountDownLatch(1);

  StunListener() {
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new IllegalStateException("No port for datagrams", e);
    }
    Thread listener = new Thread(this::listen, "stun-listener");
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
    socket.close();
  }

  private void listen() {
    try {
      socket.receive(new DatagramPacket(new byte[1_500], 1_500));
      heard.countDown();
    } catch (IOException closed) {
      heard.getCount();
    }
  }
}
