package io.ollio.sandbox.e2b.http;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.BadAnswer;
import io.ollio.sandbox.e2b.api.E2bLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address that calls go to, and how they fail there.
 *
 * @param client its connections
 * @param base the address before each call's own path
 * @param headers what every call carries
 * @param failures its error table
 * @param retries its retry table
 * @param limits time and size limits
 * @param rounds watches the calls
 */
public record Endpoint(
    OkHttpClient client,
    HttpUrl base,
    Headers headers,
    Failures failures,
    Retries retries,
    E2bLimits limits,
    Rounds rounds) {
  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);
  private static final int MAX_ERROR_BYTES = 64 << 10;
  private static final long PIECE = 64 << 10;

  /** An address below the base; the path must be encoded. */
  public HttpUrl.Builder url(String encodedPath) {
    return base.newBuilder().addEncodedPathSegments(encodedPath);
  }

  /** A request with what every call carries. */
  public Request.Builder request(HttpUrl url) {
    return new Request.Builder().url(url).headers(headers);
  }

  /** Sends the request, as often as the retry table allows, and reads the whole answer. */
  public Answer call(Request request, Safety safety, String operation, Cancellation cancellation) {
    return retries.call(
        safety, cancellation, () -> callOnce(request, operation, limits.request(), cancellation));
  }

  /** Sends the request once and reads the whole answer. */
  public Answer callOnce(
      Request request, String operation, Duration limit, Cancellation cancellation) {
    return read(send(request, operation, limit, cancellation), operation, false);
  }

  /** Sends a request with a large body or answer once; only silence limits how long it takes. */
  public Answer transfer(Request request, String operation, Cancellation cancellation) {
    Progress progress = new Progress(limits.transfer());
    Request watched = progress.watching(request);
    Exchange exchange = send(watched, operation, limits.transfer(), cancellation);
    return read(exchange, operation, true);
  }

  private Answer read(Exchange exchange, String operation, boolean isTransfer) {
    try (exchange) {
      Response response = exchange.response();
      byte[] body = readAll(exchange, operation, isTransfer);
      return new Answer(operation, response.code(), response.headers(), body);
    } catch (IOException e) {
      throw failed(operation, e, exchange.watch(), true);
    }
  }

  /** Sends the request and returns when a successful answer has begun; the caller closes it. */
  public Exchange send(
      Request request, String operation, Duration limit, Cancellation cancellation) {
    Call call = client.newCall(request);
    CallWatch watch = new CallWatch(call, limit, cancellation, rounds);
    Progress progress = request.tag(Progress.class);
    if (progress != null) {
      progress.watch(watch);
    }
    boolean isOpen = false;
    try {
      Response response = execute(call, operation, watch);
      Exchange exchange = new Exchange(call, response, watch);
      if (!response.isSuccessful()) {
        throw refused(operation, exchange);
      }
      isOpen = true;
      return exchange;
    } finally {
      if (!isOpen) {
        watch.close();
      }
    }
  }

  /** What a broken connection means, or a cancellation that broke it. */
  public RuntimeException failed(
      String operation, IOException failure, CallWatch watch, boolean isSent) {
    CallWatch.Reason reason = watch.reason().orElse(null);
    if (reason == CallWatch.Reason.INTERRUPTED || Thread.currentThread().isInterrupted()) {
      return new OperationCancelled(operation + " was interrupted", failure);
    }
    if (reason == CallWatch.Reason.CANCELLED) {
      return new OperationCancelled(operation + " was cancelled", failure);
    }
    return failures.ofConnection(operation, failure, watch, isSent);
  }

  private Response execute(Call call, String operation, CallWatch watch) {
    long start = System.nanoTime();
    try {
      Response response = call.execute();
      log.debug(
          "{}: HTTP {} after {} ms",
          operation,
          response.code(),
          (System.nanoTime() - start) / 1_000_000);
      return response;
    } catch (IOException e) {
      throw failed(operation, e, watch, true);
    }
  }

  private E2bException refused(String operation, Exchange exchange) {
    Response response = exchange.response();
    String body;
    try (exchange) {
      body = new String(head(response.body()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      log.debug("The words of a refusal were cut off", e);
      body = "";
    }
    return failures.ofStatus(operation, response.code(), response.headers(), body);
  }

  private static byte[] head(ResponseBody body) throws IOException {
    body.source().request(MAX_ERROR_BYTES);
    long length = Math.min(MAX_ERROR_BYTES, body.source().getBuffer().size());
    return body.source().readByteArray(length);
  }

  private byte[] readAll(Exchange exchange, String operation, boolean isTransfer)
      throws IOException {
    BufferedSource source = exchange.response().body().source();
    Buffer whole = new Buffer();
    while (source.read(whole, PIECE) >= 0) {
      if (isTransfer) {
        exchange.watch().within(limits.transfer());
      }
      if (whole.size() > limits.answerBytes()) {
        throw new BadAnswer(
            operation
                + " was answered with more than the "
                + limits.answerBytes()
                + " bytes allowed",
            exchange.response().code(),
            null);
      }
    }
    requireWhole(exchange.response().body().contentLength(), whole.size());
    return whole.readByteArray();
  }

  /** OkHttp does not compare an HTTP/2 stream's length with what was declared. */
  private static void requireWhole(long declared, long received) throws IOException {
    if (declared >= 0 && received < declared) {
      throw new EOFException(received + " of " + declared + " bytes");
    }
  }
}
