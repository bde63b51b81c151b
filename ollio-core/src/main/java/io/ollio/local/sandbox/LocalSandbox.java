package io.ollio.local.sandbox;

import io.ollio.InvalidInput;
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
  private final Object closing = new Object();
  private boolean closed;
  private @Nullable Alarm alarm;

  private LocalSandbox(
      SandboxId id,
      WorkspaceFiles unleased,
      Lease lease,
      Optional<LocalCommands> commands,
      Isolation isolation) {
    this.id = id;
    this.workspace = unleased.workspace();
    this.lease = lease;
    this.files = new LeasedFiles(unleased, lease);
    this.commands = commands;
    this.isolation = isolation;
  }

  /**
   * Creates an empty sandbox; it closes itself when its lease is over.
   *
   * @param root directory that holds it, under its id
   * @param cpuWindow length of the CPU monitor's window; empty for no monitor
   */
  public static LocalSandbox create(
      SandboxId id,
      SandboxSpec spec,
      Path root,
      CommandIsolation isolation,
      InstantSource clock,
      Optional<Duration> cpuWindow)
      throws IOException {
    Seat seat = isolation.seat();
    Workspace workspace = Workspace.create(root.resolve(id.value()), seat.uid());
    WorkspaceFiles files = new WorkspaceFiles(workspace, spec.resources());
    Lease lease = new Lease(id, clock, spec.lease());
    Optional<LocalCommands> commands =
        isolation.allowsCommands()
            ? Optional.of(new LocalCommands(spec, files, lease, isolation, seat, cpuWindow))
            : Optional.empty();
    LocalSandbox sandbox = new LocalSandbox(id, files, lease, commands, isolation.isolation());
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

  /** Always empty: nothing reaches a port in there. */
  @Override
  public Optional<URI> publicUrl(int port) {
    InvalidInput.check(port >= 1 && port <= 65_535, "port", "is " + port + ", must be 1 to 65535");
    lease.check();
    return Optional.empty();
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
