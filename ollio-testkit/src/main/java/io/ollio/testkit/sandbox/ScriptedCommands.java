package io.ollio.testkit.sandbox;

import io.ollio.Cancellation;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.RunningCommand;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxException.SandboxGone;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Commands that a test's script answers. A background command ends while it is started. */
final class ScriptedCommands implements SandboxCommands {
  private final FakeSandbox sandbox;
  private final CommandScript script;
  private final List<Command> seen = new CopyOnWriteArrayList<>();

  ScriptedCommands(FakeSandbox sandbox, CommandScript script) {
    this.sandbox = sandbox;
    this.script = script;
  }

  @Override
  public CommandResult run(Command command, CommandOutput output, Cancellation cancellation) {
    sandbox.begin();
    cancellation.throwIfCancelled();
    seen.add(command);
    CommandResult result = script.run(command, sandbox.files(), output, cancellation);
    cancellation.throwIfCancelled();
    if (sandbox.isGone()) {
      throw new SandboxGone(sandbox.id());
    }
    return result;
  }

  @Override
  public RunningCommand start(Command command, CommandOutput output) {
    return new Ended(seen.size() + 1, run(command, output, Cancellation.none()));
  }

  List<Command> seen() {
    return List.copyOf(seen);
  }

  private record Ended(int number, CommandResult result) implements RunningCommand {
    @Override
    public String id() {
      return "scripted-" + number;
    }

    @Override
    public boolean isRunning() {
      return false;
    }

    @Override
    public CommandResult await(Cancellation cancellation) {
      return result;
    }

    @Override
    public void kill() {
      // It has ended already.
    }
  }
}
