package io.ollio.sandbox.e2b;

import io.ollio.InvalidInput;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxSpec.Resources;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A sandbox at E2B for generations. Its files are those below the template's workspace; a paused
 * one is resumed when it is used.
 */
public final class E2bSandbox implements Sandbox {
  static final Isolation ISOLATION =
      new Isolation(
          "e2b",
          true,
          "Each sandbox is a virtual machine at E2B; memory, processors and disk are its"
              + " template's, outbound network is on or off as the spec says");

  private final Session session;
  private final PortFiles files;
  private final PortCommands commands;

  E2bSandbox(
      Session session,
      String workspace,
      Resources resources,
      boolean extendsWhileInUse,
      Parallel parallel) {
    this.session = session;
    this.files = new PortFiles(session, workspace, resources, parallel);
    this.commands = new PortCommands(session, workspace, extendsWhileInUse, parallel);
  }

  @Override
  public SandboxId id() {
    return session.id();
  }

  @Override
  public SandboxFiles files() {
    return files;
  }

  @Override
  public Optional<SandboxCommands> commands() {
    return Optional.of(commands);
  }

  @Override
  public Optional<URI> publicUrl(int port) {
    session.probe();
    return Optional.of(session.remote().url(port));
  }

  @Override
  public void extendLease(Duration duration) {
    InvalidInput.check(
        duration.compareTo(Duration.ZERO) > 0, "duration", "is " + duration + ", must be positive");
    session.extendLease(duration);
  }

  @Override
  public Isolation isolation() {
    return ISOLATION;
  }

  /** Everything else that E2B can do with it. */
  public RemoteSandbox remote() {
    return session.remote();
  }

  /**
   * Pauses it. The next operation resumes it and compares its files with what they are now, by a
   * hash; when they differ it counts as gone.
   */
  public void pause() {
    session.pause();
  }

  @Override
  public void close() {
    session.close();
  }

  Session session() {
    return session;
  }
}
