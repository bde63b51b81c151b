package io.ollio.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One open sandbox.
 *
 * <p>Thread-safety: any number of threads at once. Blocking: every operation, on the caller's
 * thread. Lifetime: whoever opened it closes it; after that, or after its lease ran out, every
 * operation throws {@link SandboxException.SandboxGone}. Limits: those of its {@link SandboxSpec}.
 */
public interface Sandbox extends AutoCloseable {
  /** The id to connect with again. */
  SandboxId id();

  /** Its files, below one workspace directory. */
  SandboxFiles files();

  /** Its commands; empty when commands cannot be isolated here and the host did not insist. */
  Optional<SandboxCommands> commands();

  /**
   * Address of a port that a command listens on, for who may reach it; empty when this kind of
   * sandbox cannot publish ports. Ask each time: it may change.
   */
  Optional<URI> publicUrl(int port);

  /**
   * Moves the end of the lease to now plus the duration.
   *
   * @throws SandboxException.SandboxGone when it is too late
   */
  void extendLease(Duration duration);

  /** What separates commands from the host. */
  Isolation isolation();

  /** Ends every command and deletes every file. Idempotent; throws nothing when already gone. */
  @Override
  void close();
}
