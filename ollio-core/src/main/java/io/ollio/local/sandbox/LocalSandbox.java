package io.ollio.local.sandbox;

import io.ollio.InvalidInput;
import io.ollio.local.bridge.SandboxPorts;
import io.ollio.local.isolation.CommandIsolation;
import io.ollio.local.isolation.Seat;
import io.ollio.local.workspace.Workspace;
import io.ollio.local.workspace.WorkspaceFiles;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sandbox in a directory of this machine. */
public final class LocalSandbox implements Sandbox {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSandbox.class);

  private final SandboxId id;
  private final Workspace workspace;
  private final Lease lease;
  private final LeasedFiles files;
  private final Optional<LocalCommands> commands;
  private final Isolation isolation;
  private final Optional<SandboxPorts> ports;
  private final Object closing = new Object();
  private boolean closed;
  private @Nullable Alarm alarm;

  private LocalSandbox(
      SandboxId id,
      WorkspaceFiles unleased,
      Lease lease,
      Optional<LocalCommands> commands,
      Isolation isolation,
      Optional<SandboxPorts> ports) {
    this.id = id;
    this.workspace = unleased.workspace();
    this.lease = lease;
    this.files = new LeasedFiles(unleased, lease);
    this.commands = commands;
    this.isolation = isolation;
    this.ports = ports;
  }

  /**
   * Creates an empty sandbox; it closes itself when its lease is over.
   *
   * @param root directory that holds it, under its id
   * @param options what the host allows it
   */
  public static LocalSandbox create(
      SandboxId id,
      SandboxSpec spec,
      Path root,
      CommandIsolation isolation,
      InstantSource clock,
      Options options)
      throws IOException {
    Seat seat = isolation.seat().withPackages(options.packages());
    Workspace workspace = Workspace.create(root.resolve(id.value()), seat.uid());
    WorkspaceFiles files = new WorkspaceFiles(workspace, spec.resources());
    Lease lease = new Lease(id, clock, spec.lease());
    Optional<SandboxPorts> ports =
        options.packages().isPresent() && isolation.isolation().separatesCommands()
            ? Optional.of(SandboxPorts.open(root.resolve("b" + seat.number())))
            : Optional.empty();
    Optional<LocalCommands> commands =
        isolation.allowsCommands()
            ? Optional.of(
                new LocalCommands(spec, files, lease, isolation, seat, options.cpuWindow())
                    .withBridge(ports.map(SandboxPorts::directory)))
            : Optional.empty();
    LocalSandbox sandbox =
        new LocalSandbox(id, files, lease, commands, isolation.isolation(), ports);
    sandbox.setAlarm();
    return sandbox;
  }

  @Override
  public SandboxId id() {
    return id;
  }

  @Override
  public SandboxFiles files() {
    return files;
  }

  @Override
  public Optional<SandboxCommands> commands() {
    return commands.map(SandboxCommands.class::cast);
  }

  /**
   * What the host allows a sandbox.
   *
   * @param packages what its commands see as {@code /home/node_modules}; with it, ports of commands
   *     in the background can be reached
   * @param cpuWindow length of the CPU monitor's window; empty for no monitor
   */
  public record Options(Optional<Path> packages, Optional<Duration> cpuWindow) {}

  /**
   * An address on the loopback interface, when the sandbox was made of a template; else nothing
   * reaches a port in there.
   */
  @Override
  public Optional<URI> publicUrl(int port) {
    InvalidInput.check(port >= 1 && port <= 65_535, "port", "is " + port + ", must be 1 to 65535");
    lease.check();
    return ports.map(reachable -> reachable.uri(port));
  }

  @Override
  public void extendLease(Duration duration) {
    InvalidInput.check(
        duration.compareTo(Duration.ZERO) > 0, "duration", "is " + duration + ", must be positive");
    lease.extend(duration);
  }

  @Override
  public Isolation isolation() {
    return isolation;
  }

  /** Whether it was closed or its lease is over. */
  public boolean isGone() {
    return lease.isOver();
  }

  /** Whether nothing of it is left. */
  public boolean isClosed() {
    synchronized (closing) {
      return closed;
    }
  }

  @Override
  public void close() {
    synchronized (closing) {
      if (closed) {
        return;
      }
      closed = true;
      if (alarm != null) {
        alarm.cancel();
      }
      lease.end();
      commands.ifPresent(LocalCommands::killAll);
      ports.ifPresent(SandboxPorts::close);
      delete();
    }
  }

  private void delete() {
    try {
      workspace.remove();
    } catch (IOException e) {
      LOG.warn("Could not delete all files of sandbox {}; the next start tries again", id, e);
    }
  }

  private void setAlarm() {
    synchronized (closing) {
      if (!closed) {
        alarm = new Alarm(lease.left(), this::onAlarm);
      }
    }
  }

  private void onAlarm() {
    if (lease.isOver()) {
      LOG.info("The lease of sandbox {} is over", id);
      close();
    } else {
      setAlarm();
    }
  }
}
