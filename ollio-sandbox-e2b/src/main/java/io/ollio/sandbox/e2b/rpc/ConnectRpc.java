package io.ollio.sandbox.e2b.rpc;

import io.ollio.Cancellation;
import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.http.Bodies;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.Exchange;
import io.ollio.sandbox.e2b.http.JsonWriter;
import io.ollio.sandbox.e2b.http.Safety;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import okhttp3.Request;

/** Calls the methods of one of the daemon's services. */
public final class ConnectRpc {
  /** Ten digits at most, by the protocol. */
  private static final long MAX_DEADLINE_MILLIS = 9_999_999_999L;

  private final Endpoint endpoint;
  private final String service;
  private final String subject;

  /** The subject, such as the sandbox's id, is for messages. */
  public ConnectRpc(Endpoint endpoint, String service, String subject) {
    this.endpoint = endpoint;
    this.service = service;
    this.subject = subject;
  }

  /**
   * One call.
   *
   * @param method the method's name
   * @param message the request
   * @param user on whose behalf; empty for the template's default user
   */
  public JsonValue call(String method, JsonWriter message, Optional<String> user, Safety safety) {
    Request request =
        base(method, user)
            .header("Accept", "application/json")
            .post(Bodies.of(Bodies.JSON, message.bytes(), safety))
            .build();
    return endpoint.call(request, safety, operation(method), Cancellation.none()).json();
  }

  /**
   * A call that is answered by a stream.
   *
   * @param method the method's name
   * @param message the request
   * @param user on whose behalf; empty for the template's default user
   * @param deadline the server ends the stream then, and the process it started; empty for never
   * @param keepalive how often a silent stream shows that it lives, if not as the limits say
   * @param safety whether it may be sent again before its answer has begun
   */
  public record StreamCall(
      String method,
      JsonWriter message,
      Optional<String> user,
      Optional<Duration> deadline,
      Optional<Duration> keepalive,
      Safety safety) {}

  /** Opens a stream; returns when the server has begun to answer. */
  public ConnectStream open(StreamCall call, Cancellation cancellation) {
    Duration period = call.keepalive().orElse(endpoint.limits().keepalive());
    byte[] message = EnvelopeReader.envelope(call.message().bytes());
    Request.Builder request =
        base(call.method(), call.user())
            .header("Accept", "application/connect+json, application/json")
            .header("Accept-Encoding", "identity")
            .header("Keepalive-Ping-Interval", Long.toString(Math.max(1, period.toSeconds())))
            .post(Bodies.of(Bodies.CONNECT, message, call.safety()));
    call.deadline()
        .filter(limit -> limit.toMillis() > 0 && limit.toMillis() <= MAX_DEADLINE_MILLIS)
        .ifPresent(limit -> request.header("Connect-Timeout-Ms", Long.toString(limit.toMillis())));
    Request built = request.build();
    String operation = operation(call.method());
    Duration limit = endpoint.limits().request();
    Exchange exchange =
        endpoint
            .retries()
            .call(
                call.safety(),
                cancellation,
                () -> endpoint.send(built, operation, limit, cancellation));
    Duration slack = endpoint.limits().slack();
    return new ConnectStream(
        endpoint,
        operation,
        exchange,
        period.plus(slack),
        call.deadline().map(deadline -> deadline.plus(slack)));
  }

  private Request.Builder base(String method, Optional<String> user) {
    Request.Builder request =
        endpoint
            .request(endpoint.url(service + "/" + method).build())
            .header("Connect-Protocol-Version", "1");
    user.ifPresent(name -> request.header("Authorization", basic(name)));
    return request;
  }

  private String operation(String method) {
    return method + " in sandbox " + subject;
  }

  /** Names a Linux user; it is no authentication. */
  private static String basic(String user) {
    byte[] login = (user + ":").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }
}
