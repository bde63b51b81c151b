package io.ollio.local;

import io.ollio.Cancellation;
import io.ollio.IdSource;
import io.ollio.local.isolation.CommandIsolation;
import io.ollio.local.isolation.UnisolatedHost;
import io.ollio.local.isolation.bubblewrap.BubblewrapSetup;
import io.ollio.local.sandbox.LocalSandbox;
import io.ollio.local.sandbox.SandboxRoot;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sandboxes in directories of this machine, known in this process only. Closing the provider closes
 * them all; so does the end of the JVM, and what a killed JVM leaves is deleted when the next one
 * opens its first sandbox.
 */
public final class LocalSandboxProvider implements SandboxProvider, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSandboxProvider.class);

  private final LocalSandboxSettings settings;
  private final InstantSource clock;
  private final IdSource ids = IdSource.system();
  private final Map<SandboxId, LocalSandbox> open = new ConcurrentHashMap<>();
  private final Thread exitHook = new Thread(this::close, "ollio-sandbox-exit");
  private @Nullable Site site;
  private boolean closed;

  /** What is prepared when it is first needed. */
  private record Site(SandboxRoot root, CommandIsolation isolation) {}

  /** With the default settings. */
  public LocalSandboxProvider() {
    this(LocalSandboxSettings.DEFAULT);
  }

  /** With these settings. */
  @Inject
  public LocalSandboxProvider(LocalSandboxSettings settings) {
    this(settings, InstantSource.system());
  }

  /** With these settings and a clock for the leases. */
  public LocalSandboxProvider(LocalSandboxSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Sandbox open(SandboxSpec spec, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    Optional<Path> packages = packages(spec);
    Site place = site();
    if (place.isolation.isolation().separatesCommands()
        && spec.network() == SandboxSpec.NetworkPolicy.UNRESTRICTED) {
      throw new SandboxUnavailable("Local sandboxes give commands no network", false, null);
    }
    SandboxId id = new SandboxId("local-" + ids.get());
    LocalSandbox sandbox = create(id, spec, place, packages);
    closeExpired();
    open.put(id, sandbox);
    if (cancellation.isCancelled()) {
      sandbox.close();
      cancellation.throwIfCancelled();
    }
    return sandbox;
  }

  @Override
  public Sandbox connect(SandboxId id, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    LocalSandbox sandbox = open.get(id);
    if (sandbox == null || sandbox.isGone()) {
      throw new SandboxGone(id);
    }
    return sandbox;
  }

  /** Found out by a real probe when first asked or when the first sandbox is opened. */
  @Override
  public Isolation isolation() {
    return site().isolation.isolation();
  }

  @Override
  public boolean offersCommands() {
    return site().isolation.allowsCommands();
  }

  /** Closes every sandbox and deletes their directory; opening is refused afterwards. */
  @Override
  public void close() {
    Site last;
    synchronized (this) {
      closed = true;
      last = site;
      site = null;
    }
    open.values().forEach(LocalSandbox::close);
    open.clear();
    if (last != null) {
      last.isolation.close();
      delete(last.root);
      forgetExit();
    }
  }

  /** Sandboxes close themselves in real time; a clock of the host's may be ahead of that. */
  private void closeExpired() {
    open.values().stream().filter(LocalSandbox::isGone).forEach(LocalSandbox::close);
    open.values().removeIf(LocalSandbox::isClosed);
  }

  /** The packages of its template. */
  private Optional<Path> packages(SandboxSpec spec) {
    if (spec.template().isEmpty()) {
      return Optional.empty();
    }
    Path packages =
        settings.templates().stream()
            .filter(template -> template.name().equals(spec.template()))
            .map(LocalTemplate::packages)
            .findFirst()
            .orElseThrow(() -> noTemplate(spec, "is known"));
    if (!Files.isDirectory(packages)) {
      throw noTemplate(spec, "is prepared: its directory holds no node_modules");
    }
    return Optional.of(packages);
  }

  private static SandboxUnavailable noTemplate(SandboxSpec spec, String problem) {
    return new SandboxUnavailable(
        "No local sandbox template named " + spec.template() + " " + problem, false, null);
  }

  private LocalSandbox create(SandboxId id, SandboxSpec spec, Site place, Optional<Path> packages) {
    LocalSandbox.Options options = new LocalSandbox.Options(packages, settings.cpuMonitorWindow());
    try {
      return LocalSandbox.create(id, spec, place.root.directory(), place.isolation, clock, options);
    } catch (IOException e) {
      throw unavailable("Could not create a directory for sandbox " + id, e);
    }
  }

  private synchronized Site site() {
    if (closed) {
      throw new SandboxUnavailable("This provider of local sandboxes is closed", false, null);
    }
    if (site == null) {
      try {
        SandboxRoot root = SandboxRoot.create(settings.directory());
        site = new Site(root, isolation(root));
        Runtime.getRuntime().addShutdownHook(exitHook);
      } catch (IOException e) {
        throw unavailable("Could not create a directory for sandboxes", e);
      }
    }
    return site;
  }

  private CommandIsolation isolation(SandboxRoot root) throws IOException {
    if (settings.runCommandsOnThisHostWithoutAnyIsolation()) {
      return new UnisolatedHost(ids);
    }
    BubblewrapSetup setup =
        new BubblewrapSetup(
            root.newDirectory("isolation"), settings.readOnlyPaths(), settings.bubblewrap());
    return setup.prove(root.isRoots());
  }

  private static SandboxUnavailable unavailable(String what, IOException cause) {
    return new SandboxUnavailable(what + ": " + cause.getMessage(), false, cause);
  }

  private void forgetExit() {
    if (exitHook != Thread.currentThread()) {
      try {
        Runtime.getRuntime().removeShutdownHook(exitHook);
      } catch (IllegalStateException e) {
        LOG.debug("The JVM is ending already", e);
      }
    }
  }

  private static void delete(SandboxRoot root) {
    try {
      root.close();
    } catch (IOException e) {
      LOG.warn("Could not delete {}; the next start tries again", root.directory(), e);
    }
  }
}
