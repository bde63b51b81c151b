package io.ollio.llm.openai;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** How this adapter uses OkHttp. */
final class Transport {
  /** Finds a dead HTTP/2 connection, which else every later call would be put on. */
  private static final Duration PING = Duration.ofSeconds(20);

  /**
   * How long an unused connection is kept. llama.cpp, LM Studio and everything on uvicorn (vLLM,
   * LiteLLM) close theirs after 5 s; a call on one that is just being closed would fail.
   */
  static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

  private static final int IDLE_CONNECTIONS = 16;

  private Transport() {}

  /** A client for hosts that bring none. Its threads are daemons and end when idle. */
  static OkHttpClient ownClient(Duration keepAlive) {
    return new OkHttpClient.Builder()
        .pingInterval(PING)
        .connectionPool(
            new ConnectionPool(IDLE_CONNECTIONS, keepAlive.toMillis(), TimeUnit.MILLISECONDS))
        .build();
  }

  /**
   * The host's client (its connections, proxy, TLS and interceptors) in the form needed here: time
   * limits are left to {@link CallWatch}, redirects are not followed, sockets do not delay.
   */
  static OkHttpClient derivedFrom(OkHttpClient host) {
    return host.newBuilder()
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .callTimeout(Duration.ZERO)
        .followRedirects(false)
        .followSslRedirects(false)
        .socketFactory(new NoDelaySocketFactory(host.socketFactory()))
        .addNetworkInterceptor(Transport::markConnected)
        .build();
  }

  private static Response markConnected(Interceptor.Chain chain) throws IOException {
    CallWatch watch = chain.request().tag(CallWatch.class);
    if (watch != null) {
      watch.connected();
    }
    return chain.proceed(chain.request());
  }

  /**
   * A body that OkHttp sends at most once. Else it would, unasked, send a request again that broke
   * off on the way, or was answered with 408 or with 503 and "Retry-After: 0", though the server
   * may have worked on it (RetryAndFollowUpInterceptor of 5.5). It still tries every address of a
   * host before anything is sent.
   */
  static final class OneShotBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");

    private final byte[] content;

    OneShotBody(byte[] content) {
      this.content = content;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return content.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(content);
    }
  }

  /**
   * Turns Nagle's algorithm off. OkHttp leaves it on, and a body of more than one segment then
   * waits about 40 ms for the server's delayed acknowledgement (measured on loopback).
   */
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

    /** Equal over the same factory, so that clients which share a pool share its connections. */
    @Override
    public boolean equals(Object other) {
      return other instanceof NoDelaySocketFactory that && factory.equals(that.factory);
    }

    @Override
    public int hashCode() {
      return factory.hashCode();
    }

    private static Socket noDelay(Socket socket) throws SocketException {
      socket.setTcpNoDelay(true);
      return socket;
    }
  }
}
