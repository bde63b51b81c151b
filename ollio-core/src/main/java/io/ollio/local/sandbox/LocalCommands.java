package io.ollio.local.sandbox;

import io.ollio.Cancellation;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.local.isolation.CommandIsolation;
import io.ollio.local.isolation.IsolatedProcess;
import io.ollio.local.isolation.Launch;
import io.ollio.local.isolation.Seat;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The commands of a local sandbox, started by whatever isolates them. */
final class LocalCommands implements SandboxCommands {
  /** Linux takes 128 KiB as one argument; a character may take four bytes. */
  private static final int MAX_SCRIPT_LENGTH = 30_000;

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final SandboxSpec spec;
  private final WorkspaceFiles files;
  private final Lease lease;
  private final CommandIsolation isolation;
  private final Seat seat;
  private final Optional<Duration> cpuWindow;
  private Optional<Path> bridge = Optional.empty();
  private final SharedUse use = new SharedUse();
  private final Set<LocalCommand> running = ConcurrentHashMap.newKeySet();

  LocalCommands(
      SandboxSpec spec,
      WorkspaceFiles files,
      Lease lease,
      CommandIsolation isolation,
      Seat seat,
      Optional<Duration> cpuWindow) {
    this.spec = spec;
    this.files = files;
    this.lease = lease;
    this.isolation = isolation;
    this.seat = seat;
    this.cpuWindow = cpuWindow;
  }

  /** Commands in the background can be reached by this bridge; call it before any is started. */
  LocalCommands withBridge(Optional<Path> directory) {
    bridge = directory;
    return this;
  }

  @Override
  public CommandResult run(Command command, CommandOutput output, Cancellation cancellation) {
    lease.check();
    cancellation.throwIfCancelled();
    LocalCommand started = begin(command, output, seat);
    Runnable kill = () -> started.kill(LocalCommand.Cause.CANCELLED);
    try (Cancellation.Registration ignored = cancellation.onCancel(kill)) {
      return conduct(started);
    }
  }

  @Override
  public RunningCommand start(Command command, CommandOutput output) {
    lease.check();
    LocalCommand started = begin(command, output, bridge.map(seat::withBridge).orElse(seat));
    return BackgroundCommand.start(started, () -> conduct(started));
  }

  /** Kills every command and waits until it is dead; call it when no new one can begin. */
  void killAll() {
    running.forEach(command -> command.kill(LocalCommand.Cause.CLOSED));
    running.forEach(LocalCommand::awaitEnd);
  }

  private LocalCommand begin(Command command, CommandOutput output, Seat place) {
    InvalidInput.check(
        command.script().length() <= MAX_SCRIPT_LENGTH,
        "command",
        "has "
            + command.script().length()
            + " characters, more than "
            + MAX_SCRIPT_LENGTH
            + ": write it into a file and run that");
    Map<String, String> environment = environment(command);
    return lease.during(() -> launch(command, environment, output, place));
  }

  private LocalCommand launch(
      Command command, Map<String, String> environment, CommandOutput output, Seat place) {
    command.directory().ifPresent(files::requireDirectory);
    Launch launch =
        new Launch(
            place,
            files.workspace().work(),
            command.directory(),
            command.script(),
            environment,
            spec.resources(),
            command.timeLimit());
    files.usage().commandBegins();
    LocalCommand started = null;
    try {
      started = watched(process(launch), command, output);
      running.add(started);
      return started;
    } finally {
      if (started == null) {
        files.usage().commandEnded();
      }
    }
  }

  private LocalCommand watched(IsolatedProcess process, Command command, CommandOutput output) {
    double cpus = spec.resources().cpus();
    LimitWatch watch =
        new LimitWatch(
            process,
            spec.resources(),
            command.timeLimit(),
            files.usage(),
            use,
            cpuWindow.map(length -> new CpuWindow(length, cpus, System::nanoTime)));
    return new LocalCommand(process, command, output, watch);
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
      files.usage().commandEnded();
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
