package io.ollio.sandbox.e2b.http;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.BadAnswer;
import io.ollio.sandbox.e2b.api.E2bLimits;
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
 */
public record Endpoint(
    OkHttpClient client,
    HttpUrl base,
    Headers headers,
    Failures failures,
    Retries retries,
    E2bLimits limits) {
  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);
  private static final int MAX_ERROR_BYTES = 64 << 10;

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

  /** Sends the request once and reads the whole answer; a limit of zero is none. */
  public Answer callOnce(
      Request request, String operation, Duration limit, Cancellation cancellation) {
    Exchange exchange = send(request, operation, limit, cancellation);
    try (exchange) {
      byte[] body = readAll(exchange.response(), operation);
      return new Answer(operation, exchange.response().code(), exchange.response().headers(), body);
    } catch (IOException e) {
      throw failed(operation, e, exchange.watch(), true);
    }
  }

  /** Sends the request and returns when a successful answer has begun; the caller closes it. */
  public Exchange send(
      Request request, String operation, Duration limit, Cancellation cancellation) {
    Call call = client.newCall(request);
    CallWatch watch = new CallWatch(call, limit, cancellation);
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

  private byte[] readAll(Response response, String operation) throws IOException {
    ResponseBody body = response.body();
    if (body.source().request(limits.answerBytes() + 1L)) {
      throw new BadAnswer(
          operation + " was answered with more than the " + limits.answerBytes() + " bytes allowed",
          response.code(),
          null);
    }
    return body.source().readByteArray();
  }
}
