package io.ollio.llm.openai;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;

/** Makes sockets that never connect: connecting ends when they are closed. */
class StuckSocketFactory extends SocketFactory {
  final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch connecting = new CountDownLatch(1);

  OkHttpClient client() {
    return new OkHttpClient.Builder().socketFactory(this).build();
  }

  void awaitConnecting() {
    try {
      if (!connecting.await(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("Nobody connects");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  @Override
  public Socket createSocket() {
    Socket socket = new StuckSocket();
    sockets.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    return createSocket();
  }

  private final class StuckSocket extends Socket {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      connecting.countDown();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new SocketException("Closed while connecting");
    }

    @Override
    public synchronized void close() throws IOException {
      super.close();
      closed.countDown();
    }
  }
}
