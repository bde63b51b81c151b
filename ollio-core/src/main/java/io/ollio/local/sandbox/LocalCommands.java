package io.ollio.local.sandbox;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.local.isolation.CommandIsolation;
import io.ollio.local.isolation.IsolatedProcess;
import io.ollio.local.isolation.Launch;
import io.ollio.local.workspace.DiskUsage;
import io.ollio.local.workspace.Workspace;
import io.ollio.local.workspace.WorkspaceFiles;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxException.OperationFailed;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The commands of a local sandbox, started by whatever isolates them. */
final class LocalCommands implements SandboxCommands {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final SandboxSpec spec;
  private final Workspace workspace;
  private final WorkspaceFiles files;
  private final DiskUsage usage;
  private final Lease lease;
  private final CommandIsolation isolation;
  private final Set<LocalCommand> running = ConcurrentHashMap.newKeySet();

  LocalCommands(
      SandboxSpec spec,
      Workspace workspace,
      WorkspaceFiles files,
      DiskUsage usage,
      Lease lease,
      CommandIsolation isolation) {
    this.spec = spec;
    this.workspace = workspace;
    this.files = files;
    this.usage = usage;
    this.lease = lease;
    this.isolation = isolation;
  }

  @Override
  public CommandResult run(Command command, CommandOutput output, Cancellation cancellation) {
    lease.check();
    cancellation.throwIfCancelled();
    LocalCommand started = begin(command, output);
    Runnable kill = () -> started.kill(LocalCommand.Cause.CANCELLED);
    try (Cancellation.Registration ignored = cancellation.onCancel(kill)) {
      return conduct(started);
    }
  }

  @Override
  public RunningCommand start(Command command, CommandOutput output) {
    lease.check();
    LocalCommand started = begin(command, output);
    return BackgroundCommand.start(started, () -> conduct(started));
  }

  /** Kills every command and waits until it is dead; call it when no new one can begin. */
  void killAll() {
    running.forEach(command -> command.kill(LocalCommand.Cause.CLOSED));
    running.forEach(LocalCommand::awaitEnd);
  }

  private LocalCommand begin(Command command, CommandOutput output) {
    Map<String, String> environment = environment(command);
    return lease.during(() -> launch(command, environment, output));
  }

  private LocalCommand launch(
      Command command, Map<String, String> environment, CommandOutput output) {
    command.directory().ifPresent(files::requireDirectory);
    Launch launch =
        new Launch(
            workspace.work(),
            command.directory(),
            command.script(),
            environment,
            spec.resources(),
            command.timeLimit());
    usage.commandBegins();
    LocalCommand started = null;
    try {
      started = new LocalCommand(process(launch), command, output, Optional::empty);
      running.add(started);
      return started;
    } finally {
      if (started == null) {
        usage.commandEnded();
      }
    }
  }

  private IsolatedProcess process(Launch launch) {
    try {
      return isolation.start(launch);
    } catch (IOException e) {
      throw new OperationFailed(
          "Starting a command in sandbox " + lease.id() + " failed: " + e.getMessage(), false, e);
    }
  }

  private CommandResult conduct(LocalCommand command) {
    try {
      CommandResult result = command.conduct();
      command.cause().ifPresent(cause -> raise(cause, command));
      return result;
    } finally {
      running.remove(command);
      usage.commandEnded();
    }
  }

  private void raise(LocalCommand.Cause cause, LocalCommand command) {
    switch (cause) {
      case CANCELLED ->
          throw new OperationCancelled("The command in sandbox " + lease.id() + " was cancelled");
      case CLOSED -> throw new SandboxGone(lease.id());
      case LISTENER -> throw command.listenerFailure().orElseThrow();
      case LIMIT, KILLED -> {}
    }
  }

  private Map<String, String> environment(Command command) {
    Map<String, String> all = new HashMap<>(spec.environment());
    all.putAll(command.environment());
    all.forEach(
        (name, value) ->
            InvalidInput.check(
                VARIABLE.matcher(name).matches() && value.indexOf('\0') < 0,
                "environment",
                "has a name that is not a shell variable's, or a value with NUL"));
    return all;
  }
}
