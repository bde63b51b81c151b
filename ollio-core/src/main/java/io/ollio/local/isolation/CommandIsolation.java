package io.ollio.local.isolation;

import io.ollio.sandbox.Isolation;
import java.io.IOException;

/**
 * A way to start commands on this machine.
 *
 * <p>Thread-safety: any number of threads at once. Blocking: {@link #start} until the process
 * exists. Lifetime: the provider's. Limits: each launch's own; who started a command watches over
 * it.
 */
public interface CommandIsolation extends AutoCloseable {

  /** What is in force, found out by a real probe when this was made. */
  Isolation isolation();

  /** Whether commands may be started at all. */
  boolean allowsCommands();

  /** What a new sandbox gets of this machine. */
  Seat seat();

  /** Starts a command. */
  IsolatedProcess start(Launch launch) throws IOException;

  /** Gives back threads and files; commands end. */
  @Override
  void close();
}
