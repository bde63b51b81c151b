package io.ollio.sandbox.e2b;

import io.ollio.Cancellation;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException;
import io.ollio.sandbox.SandboxException.AuthenticationFailed;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.sandbox.SandboxSpec.NetworkPolicy;
import io.ollio.sandbox.SandboxSpec.Resources;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.control.Lifecycle;
import io.ollio.sandbox.e2b.control.Lifecycle.OnTimeout;
import io.ollio.sandbox.e2b.control.SandboxAccess;
import io.ollio.sandbox.e2b.control.SandboxInfo;
import io.ollio.sandbox.e2b.control.SandboxRequest;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import io.ollio.sandbox.e2b.process.ProcessStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Opens generations' sandboxes at E2B. A spec's template is looked up in {@link E2bSandboxOptions};
 * its memory, processors and disk are those that the template was built with.
 *
 * <p>Protocol: the notes of E2B's control plane and daemon that {@code docs/e2b.md} names.
 */
public final class E2bSandboxProvider implements SandboxProvider, AutoCloseable {
  private static final Duration DEFAULT_LEASE = Duration.ofMinutes(5);

  /** Which of the options' templates a sandbox was opened with. */
  private static final String TEMPLATE_LABEL = "ollioTemplate";

  private final E2bClient client;
  private final E2bSandboxOptions options;
  private final InstantSource clock;
  private final Threads threads = new Threads();
  private final Parallel parallel = new Parallel(threads.executor());

  /** E2B with its template {@code base}. */
  public E2bSandboxProvider(E2bSettings settings) {
    this(new E2bClient(settings), E2bSandboxOptions.DEFAULT);
  }

  /**
   * E2B through a client that is at hand.
   *
   * @param client stays the host's; it is not closed here
   */
  public E2bSandboxProvider(E2bClient client, E2bSandboxOptions options) {
    this(client, options, InstantSource.system());
  }

  E2bSandboxProvider(E2bClient client, E2bSandboxOptions options, InstantSource clock) {
    this.client = client;
    this.options = options;
    this.clock = clock;
  }

  @Override
  public Sandbox open(SandboxSpec spec, Cancellation cancellation) {
    E2bTemplate template = options.template(spec.template());
    RemoteSandbox remote;
    try {
      remote = client.create(request(spec, template), cancellation);
    } catch (E2bException e) {
      throw notOpened(e);
    }
    boolean isReady = false;
    try {
      prepare(remote, template, cancellation);
      isReady = true;
    } catch (E2bException e) {
      throw notOpened(e);
    } finally {
      if (!isReady) {
        session(remote, spec.lease(), template).close();
      }
    }
    return sandbox(session(remote, spec.lease(), template), template, spec.resources());
  }

  @Override
  public Sandbox connect(SandboxId id, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    try {
      SandboxInfo info = client.control().info(id.value());
      E2bTemplate template = options.template(info.metadata().getOrDefault(TEMPLATE_LABEL, ""));
      if (info.isPaused()) {
        SandboxAccess resumed =
            client.control().connect(info.id(), Optional.of(DEFAULT_LEASE), true);
        return sandbox(
            session(client.sandbox(resumed), DEFAULT_LEASE, template), template, Resources.DEFAULT);
      }
      Session session =
          session(client.sandbox(info.access()), DEFAULT_LEASE, template).until(info.endAt());
      return sandbox(session, template, Resources.DEFAULT);
    } catch (E2bException.SandboxNotFound e) {
      throw new SandboxGone("There is no sandbox " + id + ": " + e.getMessage(), e);
    } catch (E2bException e) {
      throw notOpened(e);
    }
  }

  @Override
  public Isolation isolation() {
    return E2bSandbox.ISOLATION;
  }

  /** Ends the threads that watch for idle sandboxes; sandboxes are their owners'. */
  @Override
  public void close() {
    threads.close();
  }

  private SandboxRequest request(SandboxSpec spec, E2bTemplate template) {
    Map<String, String> labels = new HashMap<>(spec.metadata());
    if (!spec.template().isEmpty()) {
      labels.put(TEMPLATE_LABEL, spec.template());
    }
    SandboxRequest request =
        SandboxRequest.of(template.name())
            .withTimeout(spec.lease())
            .withMetadata(labels)
            .withEnvironment(spec.environment())
            .withInternetAccess(spec.network() == NetworkPolicy.UNRESTRICTED);
    return options.onLeaseEnd() == OnTimeout.KILL
        ? request
        : request.withLifecycle(Lifecycle.of(options.onLeaseEnd()));
  }

  private void prepare(RemoteSandbox remote, E2bTemplate template, Cancellation cancellation) {
    remote.files().makeDirectory(template.workspace());
    if (template.server().isPresent()) {
      E2bTemplate.Server server = template.server().get();
      String line = "(" + server.command() + ") </dev/null >/tmp/ollio-server.log 2>&1";
      ProcessRequest request =
          ProcessRequest.bash(line).in(template.workspace()).tagged("ollio-server");
      try (ProcessStream started = remote.processes().start(request, cancellation)) {
        remote.awaitPort(server.port(), server.patience(), cancellation);
      }
    }
  }

  private E2bSandbox sandbox(Session session, E2bTemplate template, Resources resources) {
    options.idlePause().ifPresent(idle -> threads.watch(session, idle));
    return new E2bSandbox(
        session, template.workspace(), resources, options.extendsWhileInUse(), parallel);
  }

  private Session session(RemoteSandbox remote, Duration lease, E2bTemplate template) {
    return new Session(client, remote, lease, template.workspace(), clock);
  }

  private static SandboxException notOpened(E2bException e) {
    if (e instanceof E2bException.AuthenticationFailed) {
      return new AuthenticationFailed(e.getMessage(), e);
    }
    return new SandboxUnavailable(e.getMessage(), e.isRetryable(), e);
  }
}
