package io.ollio.sandbox.e2b.control;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.json.JsonValue;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.Conflict;
import io.ollio.sandbox.e2b.api.E2bException.NotFound;
import io.ollio.sandbox.e2b.api.E2bException.SandboxNotFound;
import io.ollio.sandbox.e2b.http.Answer;
import io.ollio.sandbox.e2b.http.Bodies;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.JsonWriter;
import io.ollio.sandbox.e2b.http.Percent;
import io.ollio.sandbox.e2b.http.Safety;
import io.ollio.sandbox.e2b.monitor.LogEntry;
import io.ollio.sandbox.e2b.monitor.LogQuery;
import io.ollio.sandbox.e2b.monitor.SandboxMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * E2B's own interface.
 *
 * <p>Thread-safety: any number of threads at once. Blocking: every call. Lifetime: its client's.
 * Limits: those of {@link io.ollio.sandbox.e2b.api.E2bLimits}. Every call may throw any {@link
 * E2bException}; those on one sandbox throw {@link SandboxNotFound} when it is gone.
 */
public final class ControlPlane {
  private static final Duration V1_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration LONGEST_REFRESH = Duration.ofHours(1);

  private final Endpoint endpoint;
  private final Creation creation;

  /**
   * On an address that E2B's interface answers at.
   *
   * @param ids gives each creation a name of its own, by which it is found again
   */
  public ControlPlane(Endpoint endpoint, Supplier<String> ids) {
    this.endpoint = endpoint;
    this.creation = new Creation(this, endpoint, ids);
  }

  /**
   * Creates a sandbox, exactly one: when the answer is lost the new sandbox is looked for by its
   * metadata before another is made.
   *
   * @throws NotFound when there is no such template
   * @throws E2bException.RateLimited at the limit of calls or of sandboxes
   * @throws E2bException.TemplateTooOld when its daemon cannot be used; the sandbox is ended
   */
  public SandboxAccess create(SandboxRequest request, Cancellation cancellation) {
    return creation.create(request, cancellation);
  }

  /**
   * Gives access to a sandbox, and resumes it when it is paused. Always take the new access: its
   * tokens may have changed.
   *
   * @param timeout how long it lives at least from now; empty for E2B's five minutes
   * @param keepMemory false boots a paused one anew from its files
   */
  public SandboxAccess connect(String id, Optional<Duration> timeout, boolean keepMemory) {
    JsonWriter body =
        json -> {
          if (timeout.isPresent()) {
            json.writeNumberField("timeout", ControlWriter.seconds(timeout.get()));
          }
          if (!keepMemory) {
            json.writeBooleanField("memory", false);
          }
        };
    try {
      String path = "v2/sandboxes/" + checked(id) + "/connect";
      return ControlReader.access(
          call("POST", path, body, Safety.REPEATABLE, "Connecting to sandbox " + id)
              .json(JsonValue.Kind.OBJECT));
    } catch (NotFound noSuchPath) {
      return connectV1(id, timeout.orElse(V1_TIMEOUT));
    }
  }

  private SandboxAccess connectV1(String id, Duration timeout) {
    String path = "sandboxes/" + id + "/connect";
    Answer answer =
        call(
            "POST",
            path,
            ControlWriter.timeout(timeout),
            Safety.REPEATABLE,
            "Connecting to sandbox " + id);
    return ControlReader.access(answer.json(JsonValue.Kind.OBJECT));
  }

  /** What E2B knows about a sandbox, with access to it while it runs. */
  public SandboxInfo info(String id) {
    String operation = "Looking at sandbox " + id;
    return ControlReader.info(
        call("GET", "sandboxes/" + checked(id), null, Safety.REPEATABLE, operation)
            .json(JsonValue.Kind.OBJECT));
  }

  /** One page of sandboxes. */
  public SandboxPage list(SandboxQuery query) {
    Request request = endpoint.request(Queries.list(endpoint.url("v2/sandboxes"), query)).build();
    Answer answer =
        endpoint.call(request, Safety.REPEATABLE, "Listing sandboxes", Cancellation.none());
    List<SandboxInfo> sandboxes = new ArrayList<>();
    answer.json(JsonValue.Kind.ARRAY).forEach(json -> sandboxes.add(ControlReader.info(json)));
    Optional<String> next =
        Optional.ofNullable(answer.headers().get("X-Next-Token")).filter(s -> !s.isEmpty());
    return new SandboxPage(sandboxes, next.map(query::after));
  }

  /** Moves the end of its time to now plus this, earlier or later. */
  public void setTimeout(String id, Duration timeout) {
    InvalidInput.check(
        timeout.compareTo(Duration.ZERO) > 0, "timeout", "is " + timeout + ", must be positive");
    String path = "sandboxes/" + checked(id) + "/timeout";
    JsonWriter body = ControlWriter.timeout(timeout);
    call("POST", path, body, Safety.REPEATABLE, "Prolonging sandbox " + id);
  }

  /** Makes it live at least this long from now, at most an hour; never shortens. */
  public void refresh(String id, Duration atLeast) {
    InvalidInput.check(
        atLeast.compareTo(Duration.ZERO) > 0 && atLeast.compareTo(LONGEST_REFRESH) <= 0,
        "atLeast",
        "is " + atLeast + ", must be positive and at most 1 h");
    String path = "sandboxes/" + checked(id) + "/refreshes";
    JsonWriter body = json -> json.writeNumberField("duration", ControlWriter.seconds(atLeast));
    call("POST", path, body, Safety.REPEATABLE, "Refreshing sandbox " + id);
  }

  /** Ends it with all its files, and its paused state; tells whether it was there. */
  public boolean kill(String id) {
    try {
      String path = "sandboxes/" + checked(id);
      call("DELETE", path, null, Safety.REPEATABLE, "Ending sandbox " + id);
      return true;
    } catch (SandboxNotFound | NotFound e) {
      return false;
    }
  }

  /**
   * Pauses it.
   *
   * @param keepMemory false keeps the files only
   * @return false when it was paused already
   */
  public boolean pause(String id, boolean keepMemory) {
    JsonWriter body =
        keepMemory ? JsonWriter.EMPTY : json -> json.writeBooleanField("memory", false);
    try {
      String path = "sandboxes/" + checked(id) + "/pause";
      call("POST", path, body, Safety.REPEATABLE, "Pausing sandbox " + id);
      return true;
    } catch (Conflict e) {
      return false;
    }
  }

  /** What it used in a span of time; empty during its first seconds. */
  public List<SandboxMetrics> metrics(String id, Optional<Instant> from, Optional<Instant> to) {
    HttpUrl.Builder url = endpoint.url("sandboxes/" + checked(id) + "/metrics");
    from.ifPresent(at -> url.addQueryParameter("start", Long.toString(at.getEpochSecond())));
    to.ifPresent(at -> url.addQueryParameter("end", Long.toString(at.getEpochSecond())));
    List<SandboxMetrics> metrics = new ArrayList<>();
    get(url.build(), "Measuring sandbox " + id)
        .json(JsonValue.Kind.ARRAY)
        .forEach(json -> metrics.add(ControlReader.metrics(json)));
    return metrics;
  }

  /** Its log. */
  public List<LogEntry> logs(String id, LogQuery query) {
    HttpUrl url = Queries.logs(endpoint.url("v2/sandboxes/" + checked(id) + "/logs"), query);
    List<LogEntry> logs = new ArrayList<>();
    get(url, "Reading the log of sandbox " + id)
        .json(JsonValue.Kind.OBJECT)
        .path("logs")
        .forEach(json -> logs.add(ControlReader.log(json)));
    return logs;
  }

  /** Keeps its state to make others from; it is paused meanwhile. */
  public Snapshot snapshot(String id, Optional<String> name) {
    JsonWriter body =
        name.<JsonWriter>map(text -> json -> json.writeStringField("name", text))
            .orElse(JsonWriter.EMPTY);
    String path = "sandboxes/" + checked(id) + "/snapshots";
    return ControlReader.snapshot(
        call("POST", path, body, Safety.CREATES, "Making a snapshot of sandbox " + id)
            .json(JsonValue.Kind.OBJECT));
  }

  /** Snapshots of one sandbox, or of all; every page. */
  public List<Snapshot> snapshots(Optional<String> sandboxId) {
    List<Snapshot> all = new ArrayList<>();
    Optional<String> page = Optional.empty();
    do {
      HttpUrl.Builder url = endpoint.url("snapshots");
      sandboxId.ifPresent(id -> url.addQueryParameter("sandboxID", id));
      page.ifPresent(token -> url.addQueryParameter("nextToken", token));
      Answer answer = get(url.build(), "Listing snapshots");
      answer.json(JsonValue.Kind.ARRAY).forEach(json -> all.add(ControlReader.snapshot(json)));
      page = Optional.ofNullable(answer.headers().get("X-Next-Token")).filter(s -> !s.isEmpty());
    } while (page.isPresent());
    return all;
  }

  /** Deletes a snapshot or template; tells whether it was there. */
  public boolean deleteTemplate(String id) {
    try {
      String path = "templates/" + Percent.encode(id);
      call("DELETE", path, null, Safety.REPEATABLE, "Deleting template " + id);
      return true;
    } catch (NotFound e) {
      return false;
    }
  }

  /**
   * Copies a running sandbox with its memory.
   *
   * @param timeout how long each copy lives
   * @param count 1 to 20
   */
  public List<Fork> fork(String id, Duration timeout, int count) {
    InvalidInput.check(count >= 1 && count <= 20, "count", "is " + count + ", must be 1 to 20");
    JsonWriter body =
        json -> {
          json.writeNumberField("timeout", ControlWriter.seconds(timeout));
          json.writeNumberField("count", count);
        };
    String operation = "Copying sandbox " + id;
    String path = "sandboxes/" + checked(id) + "/fork";
    List<Fork> forks = new ArrayList<>();
    call("POST", path, body, Safety.CREATES, operation)
        .json(JsonValue.Kind.ARRAY)
        .forEach(json -> forks.add(ControlReader.fork(json, endpoint.failures(), operation)));
    return forks;
  }

  /** Replaces its whole outbound configuration; what is not said is cleared. */
  public void updateNetwork(String id, NetworkRules rules, Optional<Boolean> internetAccess) {
    String path = "sandboxes/" + checked(id) + "/network";
    JsonWriter body = ControlWriter.update(rules, internetAccess);
    call("PUT", path, body, Safety.REPEATABLE, "Setting the network of sandbox " + id);
  }

  private Answer get(HttpUrl url, String operation) {
    Request request = endpoint.request(url).build();
    return endpoint.call(request, Safety.REPEATABLE, operation, Cancellation.none());
  }

  private Answer call(
      String method, String path, @Nullable JsonWriter body, Safety safety, String operation) {
    Request request =
        endpoint
            .request(endpoint.url(path).build())
            .method(method, body == null ? null : Bodies.of(Bodies.JSON, body.bytes(), safety))
            .build();
    try {
      return endpoint.call(request, safety, operation, Cancellation.none());
    } catch (NotFound e) {
      // Servers word it differently; behind this path nothing else can be missing.
      throw path.startsWith("sandboxes/") ? new SandboxNotFound(e.getMessage(), e.status(), e) : e;
    }
  }

  private static String checked(String id) {
    if (!ControlReader.isId(id)) {
      throw new SandboxNotFound("There is no sandbox \"" + id + "\": this is no id", 0, null);
    }
    return id;
  }
}
