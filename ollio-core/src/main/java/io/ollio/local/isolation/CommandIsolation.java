package io.ollio.local.isolation;

import io.ollio.sandbox.Isolation;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * A way to start commands on this machine.
 *
 * <p>Thread-safety: any number of threads at once. Blocking: {@link #isolation} probes when first
 * asked, a second at most in practice; {@link #start} until the process exists. Lifetime: the
 * provider's. Limits: each launch's own; who started a command watches over it.
 */
public interface CommandIsolation extends AutoCloseable {

  /** What is in force, found out by a real probe at the first call. */
  Isolation isolation();

  /** Whether commands may be started at all. */
  boolean allowsCommands();

  /** The user that commands run as and that must own their workspace, when it is not the JVM's. */
  OptionalInt workspaceOwner();

  /** Starts a command. */
  IsolatedProcess start(Launch launch) throws IOException;

  /** Gives back threads and files; commands end. */
  @Override
  void close();
}
