package io.ollio.sandbox.e2b.client;

import io.ollio.Cancellation;
import io.ollio.IdSource;
import io.ollio.Sleeper;
import io.ollio.sandbox.e2b.api.DaemonVersion;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.control.ControlPlane;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.control.SandboxRequest;
import io.ollio.sandbox.e2b.http.Endpoint;
import io.ollio.sandbox.e2b.http.Failures;
import io.ollio.sandbox.e2b.http.Place;
import io.ollio.sandbox.e2b.http.Retries;
import io.ollio.sandbox.e2b.http.Rounds;
import io.ollio.sandbox.e2b.http.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * E2B: cloud sandboxes with files, processes and a code interpreter.
 *
 * <p>Thread-safety: any number of threads at once; one client for the whole application. Blocking:
 * every call, on the caller's thread. Lifetime: close it to let go of idle connections; sandboxes
 * live on until killed or their time is up. Limits: {@link io.ollio.sandbox.e2b.api.E2bLimits}.
 * Every call may throw any {@link E2bException}.
 */
public final class E2bClient implements AutoCloseable {
  /** The one sandbox of debug mode. */
  private static final SandboxAccess LOCAL =
      new SandboxAccess(
          "debug_sandbox_id",
          "debug",
          DaemonVersion.NEWEST,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final E2bSettings settings;
  private final Hosts hosts;
  private final Transport transport;
  private final Rounds rounds = new Rounds();
  private final Retries retries;
  private final Sleeper sleeper;
  private final Supplier<String> ids;
  private final ControlPlane control;

  /** A client with connections of its own. */
  public E2bClient(E2bSettings settings) {
    this(settings, new OkHttpClient());
  }

  /**
   * A client on the host's proxy, TLS and interceptors. Connection pools, time limits and redirect
   * rules are this client's own.
   *
   * @param http stays the host's; it is not closed here
   */
  public E2bClient(E2bSettings settings, OkHttpClient http) {
    this(settings, http, Sleeper.system(), IdSource.system());
  }

  /** A client whose waits and names come from outside, for tests. */
  public E2bClient(E2bSettings settings, OkHttpClient http, Sleeper sleeper, Supplier<String> ids) {
    this.settings = settings;
    this.hosts = new Hosts(settings);
    this.transport = Transport.on(http, settings.limits());
    this.retries = Retries.of(sleeper, RandomGenerator.getDefault(), settings.limits());
    this.sleeper = sleeper;
    this.ids = ids;
    this.control = new ControlPlane(controlEndpoint(), ids);
  }

  /** Calls that need no sandbox at hand: list, find, prolong, end by id. */
  public ControlPlane control() {
    return control;
  }

  /** Creates a sandbox; see {@link ControlPlane#create}. */
  public RemoteSandbox create(SandboxRequest request) {
    return create(request, Cancellation.none());
  }

  /** Creates a sandbox, unless cancelled; one that had begun to exist is then ended. */
  public RemoteSandbox create(SandboxRequest request, Cancellation cancellation) {
    return sandbox(settings.isDebug() ? LOCAL : control.create(request, cancellation));
  }

  /** Creates a sandbox of a template as E2B makes it. */
  public RemoteSandbox create(String template) {
    return create(SandboxRequest.of(template));
  }

  /**
   * Connects to a sandbox that another process has created; a paused one is resumed. It then lives
   * at least five minutes more.
   *
   * @throws E2bException.SandboxNotFound when there is none
   */
  public RemoteSandbox connect(String id) {
    return sandbox(settings.isDebug() ? LOCAL : control.connect(id, Optional.empty(), true));
  }

  /** A sandbox that access is at hand for; asks nobody. */
  public RemoteSandbox sandbox(SandboxAccess access) {
    return new RemoteSandbox(this, access);
  }

  /** Lets go of idle connections. */
  @Override
  public void close() {
    transport.evictIdle();
  }

  E2bSettings settings() {
    return settings;
  }

  Hosts hosts() {
    return hosts;
  }

  Supplier<String> ids() {
    return ids;
  }

  Sleeper sleeper() {
    return sleeper;
  }

  OkHttpClient previewClient() {
    return transport.control();
  }

  /** Whole files of a sandbox. */
  Endpoint files(SandboxAccess access) {
    return daemon(access, transport.files());
  }

  /** Everything else that its daemon does. */
  Endpoint processes(SandboxAccess access) {
    return daemon(access, transport.processes());
  }

  Endpoint interpreter(SandboxAccess access) {
    Headers.Builder headers = headers(access, Hosts.INTERPRETER_PORT);
    access.trafficToken().ifPresent(token -> headers.set("E2B-Traffic-Access-Token", token));
    return endpoint(
        transport.processes(),
        hosts.interpreter(access),
        headers.build(),
        new Failures(Place.INTERPRETER, secrets(access)),
        retries.once());
  }

  private Endpoint daemon(SandboxAccess access, OkHttpClient http) {
    return endpoint(
        http,
        hosts.daemon(access),
        headers(access, Hosts.DAEMON_PORT).build(),
        new Failures(Place.DAEMON, secrets(access)),
        retries.once());
  }

  private Endpoint controlEndpoint() {
    Headers.Builder headers =
        new Headers.Builder()
            .set("User-Agent", settings.userAgent())
            .set("Accept", "application/json");
    String key = settings.apiKey();
    if (key != null) {
      headers.set("X-API-KEY", key);
    }
    List<String> secrets = key == null ? List.of() : List.of(key);
    return endpoint(
        transport.control(),
        hosts.control(),
        headers.build(),
        new Failures(Place.CONTROL, secrets),
        retries);
  }

  private Endpoint endpoint(
      OkHttpClient http, HttpUrl base, Headers headers, Failures failures, Retries table) {
    return new Endpoint(http, base, headers, failures, table, settings.limits(), rounds);
  }

  private Headers.Builder headers(SandboxAccess access, int port) {
    Headers.Builder headers =
        new Headers.Builder()
            .set("User-Agent", settings.userAgent())
            .set("E2b-Sandbox-Id", access.id())
            .set("E2b-Sandbox-Port", Integer.toString(port));
    access.accessToken().ifPresent(token -> headers.set("X-Access-Token", token));
    return headers;
  }

  private List<String> secrets(SandboxAccess access) {
    List<String> secrets = new ArrayList<>();
    access.accessToken().ifPresent(secrets::add);
    access.trafficToken().ifPresent(secrets::add);
    return secrets;
  }
}
