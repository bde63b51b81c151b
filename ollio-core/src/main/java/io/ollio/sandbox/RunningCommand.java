package io.ollio.sandbox;

import io.ollio.Cancellation;

/** A command that goes on in the background. Thread-safe; ends at the latest with its sandbox. */
public interface RunningCommand {
  /** The provider's name for it, e.g. a process id. */
  String id();

  /** Whether it still runs. */
  boolean isRunning();

  /**
   * Waits for its end and returns how it ended; at once when it has ended.
   *
   * @throws io.ollio.OperationCancelled when cancelled; only the wait ends then, not the command
   * @throws SandboxException.SandboxGone when its sandbox ended first
   */
  CommandResult await(Cancellation cancellation);

  /** Kills it with everything it started; idempotent. Returns when it is dead. */
  void kill();
}
