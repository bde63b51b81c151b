package io.ollio.sandbox.e2b.fake.http;

import io.ollio.sandbox.e2b.fake.http.FakeReply.ResetConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.SocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.BufferedSink;

/** HTTP/2 over TLS on loopback, under the names of E2B and of two other clusters. */
public final class Http2Server implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("*.e2b.app", "*.custom.test", "*.byoc.test", "localhost");

  private final MockWebServer server = new MockWebServer();
  private final HeldCertificate certificate;

  public Http2Server(FakeHandler handler) {
    HeldCertificate.Builder builder = new HeldCertificate.Builder().ecdsa256();
    NAMES.forEach(builder::addSubjectAlternativeName);
    certificate = builder.build();
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response(handler, request);
          }
        });
    try {
      server.start(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** The certificate, for clients other than {@link #client}. */
  public String certificatePem() {
    return certificate.certificatePem();
  }

  /** A client that finds every host here. */
  public OkHttpClient client() {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    Dns loopback = host -> List.of(InetAddress.getLoopbackAddress());
    return new OkHttpClient.Builder()
        .dns(loopback)
        .socketFactory(new RedirectingSocketFactory(server.getPort()))
        .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
        .build();
  }

  @Override
  public void close() {
    server.close();
  }

  private static MockResponse response(FakeHandler handler, RecordedRequest recorded) {
    Map<String, String> headers = new LinkedHashMap<>();
    Headers sent = recorded.getHeaders();
    for (int i = 0; i < sent.size(); i++) {
      headers.put(sent.name(i).toLowerCase(Locale.ROOT), sent.value(i));
    }
    byte[] body = recorded.getBody() == null ? new byte[0] : recorded.getBody().toByteArray();
    FakeRequest request =
        new FakeRequest(
            recorded.getMethod(),
            recorded.getTarget(),
            recorded.getVersion().contains("2") ? "2.0" : "1.1",
            headers.getOrDefault(":authority", headers.getOrDefault("host", "")),
            headers,
            new ByteArrayInputStream(body));
    try {
      return converted(handler.handle(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MockResponse converted(FakeReply reply) {
    MockResponse.Builder response = new MockResponse.Builder();
    if (reply.isReset()) {
      return response.onResponseStart(new SocketEffect.CloseStream(2)).build();
    }
    response.code(reply.status()).clearHeaders();
    reply.headers().forEach(response::addHeader);
    if (reply.status() != 204 && reply.length() != 0) {
      response.body(new Body(reply));
      if (reply.length() > 0) {
        response.setHeader("Content-Length", reply.length());
      }
    } else if (reply.status() != 204) {
      response.addHeader("Content-Length", "0");
    }
    return response.build();
  }

  private record Body(FakeReply reply) implements MockResponseBody {
    @Override
    public long getContentLength() {
      return reply.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      try {
        reply.body().writeTo(new Flushing(sink));
      } catch (ResetConnection e) {
        sink.flush();
        throw e;
      }
    }
  }

  private static final class Flushing extends java.io.OutputStream {
    private final BufferedSink sink;

    Flushing(BufferedSink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int b) throws IOException {
      sink.writeByte(b).flush();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      sink.write(bytes, offset, length).flush();
    }
  }

  /** Sends every connection to one port of this machine. */
  private static final class RedirectingSocketFactory extends SocketFactory {
    private final int port;

    RedirectingSocketFactory(int port) {
      this.port = port;
    }

    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public void connect(SocketAddress anywhere, int timeout) throws IOException {
          super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
        }
      };
    }

    @Override
    public Socket createSocket(String host, int ignored) throws IOException {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public Socket createSocket(String host, int ignored, InetAddress from, int fromPort)
        throws IOException {
      return createSocket(host, ignored);
    }

    @Override
    public Socket createSocket(InetAddress host, int ignored) throws IOException {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int ignored, InetAddress from, int fromPort)
        throws IOException {
      return createSocket(host, ignored);
    }
  }
}
