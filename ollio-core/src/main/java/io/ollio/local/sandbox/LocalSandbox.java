package io.ollio.local.sandbox;

import io.ollio.InvalidInput;
import io.ollio.local.isolation.CommandIsolation;
import io.ollio.local.workspace.DiskUsage;
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
  private final CommandIsolation isolation;
  private final Object closing = new Object();
  private boolean closed;
  private @Nullable Alarm alarm;

  private LocalSandbox(
      SandboxId id,
      SandboxSpec spec,
      Workspace workspace,
      CommandIsolation isolation,
      InstantSource clock) {
    this.id = id;
    this.workspace = workspace;
    this.isolation = isolation;
    this.lease = new Lease(id, clock, spec.lease());
    DiskUsage usage = new DiskUsage(workspace, spec.resources());
    WorkspaceFiles unleased = new WorkspaceFiles(workspace, usage, spec.resources());
    this.files = new LeasedFiles(unleased, lease);
    this.commands =
        isolation.allowsCommands()
            ? Optional.of(new LocalCommands(spec, workspace, unleased, usage, lease, isolation))
            : Optional.empty();
  }

  /**
   * Creates an empty sandbox; it closes itself when its lease is over.
   *
   * @param root directory that holds it, under its id
   */
  public static LocalSandbox create(
      SandboxId id, SandboxSpec spec, Path root, CommandIsolation isolation, InstantSource clock)
      throws IOException {
    Workspace workspace = Workspace.create(root.resolve(id.value()), isolation.workspaceOwner());
    LocalSandbox sandbox = new LocalSandbox(id, spec, workspace, isolation, clock);
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
    return isolation.isolation();
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
