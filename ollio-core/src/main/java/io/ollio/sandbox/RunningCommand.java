package io.ollio.sandbox;

import io.ollio.Cancellation;

/** A command that goes on in the background. Thread-safe; ends at the latest with its sandbox. */
public interface RunningCommand {
  /** The provider's name for it, e.g. a process id. */
  String id();

  /** Whether it still runs. */
  boolean isRunning();

  /** Waits for its end and returns how it ended; the wait, not the command, ends when cancelled. */
  CommandResult await(Cancellation cancellation);

  /** Kills it with everything it started; idempotent. Returns when it is dead. */
  void kill();
}
