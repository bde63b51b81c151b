package io.ollio.sandbox.e2b.client;

import io.ollio.Cancellation;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.PortClosed;
import io.ollio.sandbox.e2b.api.E2bException.SandboxNotFound;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.api.E2bException.Unavailable;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.Exchange;
import io.ollio.sandbox.e2b.http.Failures;
import io.ollio.sandbox.e2b.http.Place;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;

/** Asks a port again and again. It takes a second or two until E2B's proxies see a new server. */
final class PortProbe {
  private static final Duration STEP = Duration.ofMillis(300);

  private final E2bClient client;
  private final SandboxAccess access;

  PortProbe(E2bClient client, SandboxAccess access) {
    this.client = client;
    this.access = access;
  }

  void await(int port, Duration patience, Cancellation cancellation) {
    Endpoint endpoint = endpoint(port);
    long deadline = System.nanoTime() + patience.toNanos();
    while (!answers(endpoint, port, cancellation)) {
      if (System.nanoTime() - deadline >= 0) {
        throw new TimedOut(
            "Port " + port + " of sandbox " + access.id() + " did not answer within " + patience,
            0,
            null);
      }
      client.sleeper().sleep(STEP, cancellation);
    }
  }

  private boolean answers(Endpoint endpoint, int port, Cancellation cancellation) {
    String operation = "Asking port " + port + " of sandbox " + access.id();
    try (Exchange exchange =
        endpoint.send(
            endpoint.request(endpoint.base()).build(),
            operation,
            endpoint.limits().health(),
            cancellation)) {
      return exchange.response().code() < 400;
    } catch (PortClosed | OutcomeUnknown | Unavailable | TimedOut e) {
      return false;
    } catch (SandboxNotFound e) {
      throw e;
    } catch (E2bException serverSaysNo) {
      return true;
    }
  }

  /** The port belongs to whatever runs there, so it gets no key and no token but that for ports. */
  private Endpoint endpoint(int port) {
    Endpoint interpreter = client.interpreter(access);
    Headers.Builder headers =
        new Headers.Builder()
            .set("User-Agent", client.settings().userAgent())
            .set("Accept", "application/json");
    access.trafficToken().ifPresent(token -> headers.set("E2B-Traffic-Access-Token", token));
    return new Endpoint(
        client.previewClient(),
        client.hosts().ofPort(access, port),
        headers.build(),
        new Failures(Place.INTERPRETER, List.of()),
        interpreter.retries(),
        interpreter.limits(),
        interpreter.rounds());
  }
}
