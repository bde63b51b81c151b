package io.ollio.sandbox.e2b.control;

import io.ollio.Cancellation;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.Conflict;
import io.ollio.sandbox.e2b.api.E2bException.InvalidRequest;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.TemplateTooOld;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.http.Bodies;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.JsonWriter;
import io.ollio.sandbox.e2b.http.Safety;
import io.ollio.sandbox.e2b.http.Shield;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates each sandbox once. E2B's own {@code Idempotency-Key} may be switched off there, so a
 * label is put into the metadata as well; after an answer that was lost the label is looked for.
 */
final class Creation {
  /** The label that finds a sandbox again whose creation was not answered. */
  static final String LABEL = "ollioCreation";

  private static final Logger log = LoggerFactory.getLogger(Creation.class);
  private static final Duration V1_TIMEOUT = Duration.ofMinutes(5);

  private final ControlPlane control;
  private final Endpoint endpoint;
  private final Supplier<String> ids;
  private volatile boolean isV1;

  Creation(ControlPlane control, Endpoint endpoint, Supplier<String> ids) {
    this.control = control;
    this.endpoint = endpoint;
    this.ids = ids;
  }

  SandboxAccess create(SandboxRequest request, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    String key = ids.get().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    Map<String, String> labels = new HashMap<>(request.metadata());
    labels.put(LABEL, key);
    SandboxRequest labelled = request.withMetadata(labels);
    SandboxAccess access;
    try {
      access = attempts(labelled, key, cancellation);
    } catch (OperationCancelled e) {
      removeWhatBegan(key, e);
      throw e;
    }
    if (!access.version().isAtLeast(DaemonVersion.USABLE)) {
      control.kill(access.id());
      throw new TemplateTooOld(
          "The daemon of template "
              + request.template()
              + " has version "
              + access.version()
              + ", below 0.1.0: build the template anew");
    }
    return access;
  }

  private SandboxAccess attempts(SandboxRequest request, String key, Cancellation cancellation) {
    for (int tried = 0; ; tried++) {
      try {
        return createOnce(request, key, cancellation);
      } catch (OutcomeUnknown | TimedOut | Conflict | InvalidRequest e) {
        Optional<SandboxAccess> made = isOpen(e) ? find(key, request, e) : Optional.empty();
        if (made.isPresent()) {
          return made.get();
        }
        if (!isOpen(e) || e.status() == 500 || tried >= endpoint.limits().retries()) {
          throw e;
        }
        log.warn("The creation was lost on the way and is tried again: {}", e.getMessage());
      }
    }
  }

  /** Whether a sandbox may exist although the call failed. */
  private static boolean isOpen(E2bException e) {
    return e instanceof OutcomeUnknown
        || e instanceof TimedOut
        || (e instanceof Conflict && e.getMessage().contains("idempotency"))
        || e.status() == 422;
  }

  private SandboxAccess createOnce(SandboxRequest request, String key, Cancellation cancellation) {
    if (!isV1) {
      try {
        return post(
            "v2/sandboxes", json -> ControlWriter.request(json, request), key, cancellation);
      } catch (NotFound | InvalidRequest e) {
        boolean isOtherPath =
            (e.status() == 404 || e.status() == 405) && !e.getMessage().contains("emplate '");
        if (!isOtherPath) {
          throw e;
        }
        log.debug("This server knows only the first version of the control plane", e);
        isV1 = true;
      }
    }
    SandboxRequest timed =
        request.timeout().isPresent() ? request : request.withTimeout(V1_TIMEOUT);
    JsonWriter body =
        json -> {
          ControlWriter.request(json, timed);
          json.writeBooleanField("secure", true);
        };
    return post("sandboxes", body, key, cancellation);
  }

  private SandboxAccess post(String path, JsonWriter body, String key, Cancellation cancellation) {
    Request request =
        endpoint
            .request(endpoint.url(path).build())
            .header("Idempotency-Key", key)
            .post(Bodies.of(Bodies.JSON, body.bytes(), Safety.CREATES))
            .build();
    return ControlReader.access(
        endpoint
            .call(request, Safety.CREATES, "Creating a sandbox", cancellation)
            .json(JsonValue.Kind.OBJECT));
  }

  /** Who cannot look does not know: only the first failure says what may have happened. */
  private Optional<SandboxAccess> find(String key, SandboxRequest request, E2bException lost) {
    try {
      List<SandboxInfo> found = made(key);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      String id = found.get(0).id();
      log.warn("Sandbox {} was created although the answer was lost", id);
      return Optional.of(control.connect(id, request.timeout(), true));
    } catch (E2bException e) {
      lost.addSuppressed(e);
      throw lost;
    }
  }

  private List<SandboxInfo> made(String key) {
    return control.list(SandboxQuery.labelled(Map.of(LABEL, key)).withPageSize(2)).sandboxes();
  }

  /** A sandbox whose creation was cancelled must not live on unseen. */
  private void removeWhatBegan(String key, OllioException cancelled) {
    Shield.run(
        () -> {
          try {
            made(key).forEach(made -> control.kill(made.id()));
          } catch (E2bException e) {
            log.warn("A cancelled creation may have left a sandbox; it ends with its lease", e);
            cancelled.addSuppressed(e);
          }
        });
  }
}
