package io.ollio.sandbox;

import io.ollio.Cancellation;

/**
 * Opens sandboxes.
 *
 * <p>Thread-safety: any number of threads at once. Blocking: until the sandbox can be used.
 * Lifetime: the host makes a provider and closes what it was made with; sandboxes are closed by who
 * opened them. Limits: a sandbox that nobody closes ends with its lease.
 */
public interface SandboxProvider {
  /**
   * Opens a new, empty sandbox.
   *
   * @throws SandboxException.SandboxUnavailable when none can be had now
   * @throws io.ollio.OperationCancelled when cancelled; a sandbox that had begun to exist is
   *     removed
   */
  Sandbox open(SandboxSpec spec, Cancellation cancellation);

  /**
   * Connects to an open sandbox again, e.g. from another process. Its files may have changed.
   *
   * @throws SandboxException.SandboxGone when it is closed, expired or unknown
   */
  Sandbox connect(SandboxId id, Cancellation cancellation);

  /** What separates commands of this provider's sandboxes from the host. */
  Isolation isolation();

  /**
   * Whether its sandboxes run commands, known without opening one: {@link Sandbox#commands} of each
   * is present exactly then. Where commands are separated from the host, unless the host insists on
   * more.
   */
  default boolean offersCommands() {
    return isolation().separatesCommands();
  }
}
