package io.ollio.sandbox;

import io.ollio.Cancellation;

/**
 * Runs commands in a sandbox.
 *
 * <p>Thread-safety: any number of threads at once. Blocking: {@link #run} until the command has
 * ended, {@link #start} until it has begun. What a command leaves running when it ends is killed.
 * Lifetime: the sandbox's; closing it kills every command. Limits: each command's own, see {@link
 * Command}.
 */
public interface SandboxCommands {
  /**
   * Runs a command to its end. A failing command is a value: see the exit code. A command that hits
   * one of its limits is killed with everything it started and is a value, too. Standard input is
   * empty.
   *
   * @param output hears the output while it comes
   * @throws io.ollio.OperationCancelled when cancelled; the command is dead then
   * @throws SandboxException.FileMissing when there is no such directory to run it in
   * @throws SandboxException.SandboxGone when the sandbox is closed or lost; whether the command
   *     ran is unknown
   */
  CommandResult run(Command command, CommandOutput output, Cancellation cancellation);

  /**
   * Starts a command that goes on in the background, e.g. a server. Its time limit applies to its
   * whole life.
   *
   * @throws SandboxException.FileMissing when there is no such directory to run it in
   * @throws SandboxException.SandboxGone when the sandbox is closed or lost
   */
  RunningCommand start(Command command, CommandOutput output);
}
