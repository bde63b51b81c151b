package io.ollio.sandbox.e2b.http;

import io.ollio.sandbox.e2b.api.E2bLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;

/**
 * The connections: one pool for the control plane, one for files, one for processes, so that a
 * broken HTTP/2 connection of one does not hurt the others, and short calls do not queue behind
 * long streams.
 *
 * @param control for E2B's own interface
 * @param files for whole files
 * @param processes for calls and streams of the daemon
 */
public record Transport(OkHttpClient control, OkHttpClient files, OkHttpClient processes) {
  /** Finds a dead HTTP/2 connection, which else every later call would be put on. */
  private static final Duration PING = Duration.ofSeconds(30);

  /** Those of a burst over HTTP/1.1 are kept for the next: fewer would be opened anew each time. */
  private static final int IDLE_CONNECTIONS = 100;

  private static final Duration KEEP_ALIVE = Duration.ofMinutes(4);

  /**
   * On a host's client (its proxy, TLS and interceptors) but with pools, time limits and redirect
   * rules of its own. The host's cache would keep tokens on its disk and give files that are old;
   * its cookies and logins are for other servers.
   */
  public static Transport on(OkHttpClient host, E2bLimits limits) {
    OkHttpClient.Builder builder =
        host.newBuilder()
            .connectTimeout(limits.connect())
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .callTimeout(Duration.ZERO)
            .pingInterval(PING)
            .followRedirects(false)
            .followSslRedirects(false)
            .cache(null)
            .cookieJar(CookieJar.NO_COOKIES)
            .authenticator(Authenticator.NONE)
            .socketFactory(new NoDelaySocketFactory(host.socketFactory()));
    return new Transport(withPool(builder), withPool(builder), withPool(builder));
  }

  /** Lets go of connections that are not in use. */
  public void evictIdle() {
    control.connectionPool().evictAll();
    files.connectionPool().evictAll();
    processes.connectionPool().evictAll();
  }

  private static OkHttpClient withPool(OkHttpClient.Builder builder) {
    return builder
        .connectionPool(
            new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
        .build();
  }

  /** Turns Nagle's algorithm off, which OkHttp leaves on: it costs about 40 ms for some bodies. */
  static final class NoDelaySocketFactory extends SocketFactory {
    private final SocketFactory factory;

    NoDelaySocketFactory(SocketFactory factory) {
      this.factory = factory;
    }

    @Override
    public Socket createSocket() throws IOException {
      return noDelay(factory.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return noDelay(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return noDelay(factory.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return noDelay(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return noDelay(factory.createSocket(host, port, localHost, localPort));
    }

    private static Socket noDelay(Socket socket) throws SocketException {
      socket.setTcpNoDelay(true);
      return socket;
    }
  }
}
