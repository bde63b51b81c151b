package io.ollio.sandbox.e2b.recorded;

import io.ollio.sandbox.e2b.fake.http.FakeReply;
import io.ollio.sandbox.e2b.fake.http.FakeReply.ResetConnection;
import io.ollio.sandbox.e2b.fake.http.FakeRequest;
import io.ollio.sandbox.e2b.recorded.Recording.Exchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Answers with what one recording says, and keeps what it was asked. */
final class CannedE2b implements AutoCloseable {
  /** Streams that went on until the client had enough. */
  private static final Set<String> ENDLESS = Set.of("62", "75", "81", "104", "105");

  private static final Set<String> RESET = Set.of("101", "102");

  private final Recording recording;
  private final List<Exchange> left;
  private final List<FakeRequest> requests = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  CannedE2b(Recording recording) {
    this.recording = recording;
    this.left = new ArrayList<>(recording.exchanges());
  }

  synchronized List<FakeRequest> requests() {
    return requests;
  }

  synchronized List<byte[]> bodies() {
    return bodies;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  FakeReply handle(FakeRequest request) throws IOException {
    byte[] body = request.bytes();
    Exchange exchange;
    synchronized (this) {
      requests.add(
          new FakeRequest(
              request.method(),
              request.target(),
              request.version(),
              request.host(),
              request.headers(),
              new ByteArrayInputStream(body)));
      bodies.add(body);
      exchange = next(request);
    }
    if (exchange == null) {
      return FakeReply.json(404, "{\"code\":\"not_found\",\"message\":\"nothing is recorded\"}");
    }
    return reply(exchange);
  }

  private Exchange next(FakeRequest request) {
    for (Exchange exchange : left) {
      if (exchange.method().equals(request.method()) && exchange.path().equals(request.path())) {
        left.remove(exchange);
        return exchange;
      }
    }
    return null;
  }

  private FakeReply reply(Exchange exchange) {
    if (exchange.status() == 0) {
      awaitClose();
      return FakeReply.reset();
    }
    FakeReply reply =
        exchange.isStream() && exchange.status() == 200
            ? FakeReply.stream(200, "application/connect+json", out -> frames(exchange, out))
            : FakeReply.bytes(exchange.status(), "", exchange.answer());
    for (var header : exchange.answerHeaders().entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  private void frames(Exchange exchange, OutputStream out) throws IOException {
    for (var frame : exchange.frames()) {
      byte[] payload = frame.path("json").toString().getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.allocate(5 + payload.length);
      bytes.put((byte) frame.path("flags").asInt()).putInt(payload.length).put(payload);
      out.write(bytes.array());
    }
    if (RESET.contains(recording.number())) {
      throw new ResetConnection();
    }
    if (ENDLESS.contains(recording.number())) {
      awaitClose();
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
