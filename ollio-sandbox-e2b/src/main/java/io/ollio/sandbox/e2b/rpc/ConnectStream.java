package io.ollio.sandbox.e2b.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ollio.OperationCancelled;
import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.BadAnswer;
import io.ollio.sandbox.e2b.http.CallWatch;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.Exchange;
import io.ollio.sandbox.e2b.rpc.EnvelopeReader.Envelope;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages from the server, one after another. Until the first one the request's limit holds; from
 * then on silence beyond the keep-alive period counts as a lost server, while the reader waits for
 * it. Read by one thread; may be ended by any.
 */
public final class ConnectStream implements AutoCloseable {
  private final Endpoint endpoint;
  private final String operation;
  private final Exchange exchange;
  private final EnvelopeReader envelopes;
  private final Duration silence;
  private final long dueNanos;
  private boolean begun;
  private volatile boolean over;
  private volatile boolean closed;

  /**
   * On an answer that has begun.
   *
   * @param silence longest wait for a message
   * @param total longest wait for the end; empty for none
   */
  ConnectStream(
      Endpoint endpoint,
      String operation,
      Exchange exchange,
      Duration silence,
      Optional<Duration> total) {
    this.dueNanos = total.map(limit -> System.nanoTime() + limit.toNanos()).orElse(Long.MAX_VALUE);
    this.endpoint = endpoint;
    this.operation = operation;
    this.exchange = exchange;
    this.envelopes = new EnvelopeReader(exchange.response().body().source());
    this.silence = silence;
  }

  /** Reads one message. */
  @FunctionalInterface
  public interface MessageReader<T> {
    /** The message in UTF-8. */
    T read(byte[] json) throws IOException;
  }

  /**
   * The next message; null at the end of a stream that succeeded, or was cut off cleanly.
   *
   * @throws E2bException when the stream failed
   * @throws io.ollio.OperationCancelled when its thread was interrupted or its work cancelled
   */
  public synchronized <T> @Nullable T next(MessageReader<T> reader) {
    if (closed) {
      throw new OperationCancelled(operation + " is no longer listened to");
    }
    if (begun) {
      exchange.watch().within(patience());
    }
    try {
      Envelope envelope = over ? null : envelopes.next();
      if (envelope == null) {
        over = true;
        return null;
      }
      if (envelope.isEnd()) {
        end(envelope.payload());
        return null;
      }
      return read(envelope.payload(), reader);
    } catch (ProtocolException e) {
      // OkHttp says so, too, when a body of known length or in chunks ends too early.
      if (exchange.watch().reason().isEmpty()
          && String.valueOf(e.getMessage()).startsWith("envelope")) {
        throw new BadAnswer(operation + " was answered with an " + e.getMessage(), 200, e);
      }
      throw endpoint.failed(operation, e, exchange.watch(), true);
    } catch (IOException e) {
      throw endpoint.failed(operation, e, exchange.watch(), true);
    }
  }

  /** Whether the server has said that it is done. */
  public boolean isOver() {
    return over;
  }

  /** Ends the stream from any thread; the reader's wait then fails as cancelled. */
  public void cancel() {
    exchange.watch().end(CallWatch.Reason.CANCELLED);
  }

  @Override
  public void close() {
    if (!over) {
      cancel();
    }
    release();
  }

  /** Not while it is read, which the cancellation has just ended. */
  private synchronized void release() {
    closed = true;
    exchange.close();
  }

  /** A server that does not keep its own deadline is not waited for. */
  private Duration patience() {
    if (dueNanos == Long.MAX_VALUE) {
      return silence;
    }
    Duration left = Duration.ofNanos(Math.max(1, dueNanos - System.nanoTime()));
    return left.compareTo(silence) < 0 ? left : silence;
  }

  private <T> T read(byte[] payload, MessageReader<T> reader) throws IOException {
    begun = true;
    exchange.watch().pause();
    try {
      return reader.read(payload);
    } catch (JsonProcessingException e) {
      throw new BadAnswer(operation + " was answered with what is no JSON", 200, e);
    }
  }

  private void end(byte[] payload) {
    over = true;
    JsonValue error;
    try {
      error = JsonValue.parse(new String(payload, StandardCharsets.UTF_8)).path("error");
    } catch (JsonProcessingException e) {
      throw new BadAnswer(operation + " ended with what is no JSON", 200, e);
    }
    if (error.isPresent()) {
      throw endpoint.failures().ofEndFrame(operation, error);
    }
  }
}
