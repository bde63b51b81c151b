package io.ollio.sandbox.e2b.fake;

import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import io.ollio.sandbox.e2b.fake.http.Fault;
import io.ollio.sandbox.e2b.fake.http.Faults;
import io.ollio.sandbox.e2b.fake.http.Http1Server;
import io.ollio.sandbox.e2b.fake.http.Http2Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;

/** E2B on this machine. Start it in plain or with TLS; close it to end all its sandboxes. */
public final class FakeE2b implements AutoCloseable {
  public static final String KEY = "e2b_0000000000000000000000000000000000000000";

  private static final Pattern DIRECT = Pattern.compile("([0-9]+)-([a-z0-9]+)\\..*");

  private final FakeCloud cloud;
  private final FakeControl control;
  private final Faults faults = new Faults();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean records = true;
  private Http1Server http1;
  private Http2Server http2;

  /** A request as tests look at it. */
  public static final class Seen {
    private final FakeRequest request;
    private final byte[] body;

    private Seen(FakeRequest request, byte[] body) {
      this.request = request;
      this.body = body;
    }

    public FakeRequest request() {
      return request;
    }

    public byte[] body() {
      return body;
    }

    public String line() {
      return request.method() + " " + request.path();
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private FakeE2b(Path root, InstantSource clock) {
    this.cloud = new FakeCloud(root, clock);
    this.control = new FakeControl(cloud);
  }

  public static FakeE2b plain(Path root, InstantSource clock) {
    return plain(root, clock, 0);
  }

  public static FakeE2b plain(Path root, InstantSource clock, int port) {
    FakeE2b fake = new FakeE2b(root, clock);
    fake.http1 = new Http1Server(port, fake::handle);
    return fake;
  }

  public static FakeE2b tls(Path root, InstantSource clock) {
    FakeE2b fake = new FakeE2b(root, clock);
    fake.http2 = new Http2Server(fake::handle);
    return fake;
  }

  /** Address of everything, in plain. */
  public String url() {
    return "http://127.0.0.1:" + http1.port();
  }

  /** A client that finds E2B's host names here, with TLS. */
  public OkHttpClient client() {
    return http2 == null ? new OkHttpClient() : http2.client();
  }

  public Http2Server secure() {
    return http2;
  }

  public FakeCloud cloud() {
    return cloud;
  }

  /** The next request whose method and path contain the text goes wrong. */
  public FakeE2b fail(String part, Fault fault) {
    faults.plan(part, fault);
    return this;
  }

  /** Requests so far, oldest first. */
  public List<Seen> seen() {
    return seen;
  }

  public List<String> lines() {
    return seen.stream().map(Seen::line).toList();
  }

  /** Keeps no requests any more, for measurements. */
  public FakeE2b forgetful() {
    records = false;
    return this;
  }

  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    faults.close();
    cloud.close();
    if (http1 != null) {
      http1.close();
    }
    if (http2 != null) {
      http2.close();
    }
  }

  /** Answers one request as E2B would. */
  FakeReply handle(FakeRequest incoming) throws IOException {
    requests.incrementAndGet();
    FakeRequest request = incoming;
    if (records && !incoming.path().equals("/files")) {
      byte[] body = incoming.bytes();
      seen.add(new Seen(incoming, body));
      request = withBody(incoming, body);
    } else if (records) {
      seen.add(new Seen(incoming, new byte[0]));
    }
    return faults.around(request, this::route);
  }

  static FakeRequest withBody(FakeRequest request, byte[] body) {
    return new FakeRequest(
        request.method(),
        request.target(),
        request.version(),
        request.host(),
        request.headers(),
        new ByteArrayInputStream(body));
  }

  private FakeReply route(FakeRequest request) throws IOException {
    if (request.path().matches("/(v2/)?sandboxes(/.*)?|/snapshots|/templates/.*")) {
      return control.handle(request);
    }
    Matcher direct = DIRECT.matcher(request.host());
    if (direct.matches()) {
      return cloud.machine(direct.group(2), Integer.parseInt(direct.group(1)), request);
    }
    if (request.header("e2b-sandbox-id").isEmpty()) {
      return FakeReply.bytes(400, "text/plain", "missing header".getBytes(StandardCharsets.UTF_8));
    }
    return cloud.machine(
        request.header("e2b-sandbox-id").get(),
        Integer.parseInt(request.header("e2b-sandbox-port").orElse("0")),
        request);
  }
}
