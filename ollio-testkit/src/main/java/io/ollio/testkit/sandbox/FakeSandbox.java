package io.ollio.testkit.sandbox;

import io.ollio.InvalidInput;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxCommands;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxFiles;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxSpec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A sandbox in memory; see {@link InMemorySandboxProvider}. Thread-safe. */
public final class FakeSandbox implements Sandbox {
  static final Isolation SCRIPTED =
      new Isolation("scripted", true, "Commands are scripted and run nowhere");
  static final Isolation NO_COMMANDS = Isolation.none("This test scripts no commands");

  private final SandboxId id;
  private final SandboxSpec spec;
  private final InstantSource clock;
  private final Faults faults;
  private final InMemoryFiles files;
  private final Optional<ScriptedCommands> commands;
  private Instant end;
  private boolean lost;
  private boolean closed;

  FakeSandbox(
      SandboxId id,
      SandboxSpec spec,
      InstantSource clock,
      Faults faults,
      Optional<CommandScript> script) {
    this.id = id;
    this.spec = spec;
    this.clock = clock;
    this.faults = faults;
    this.end = clock.instant().plus(spec.lease());
    this.files = new InMemoryFiles(spec.resources(), this::begin);
    this.commands = script.map(answers -> new ScriptedCommands(this, answers));
  }

  @Override
  public SandboxId id() {
    return id;
  }

  /** What it was opened with. */
  public SandboxSpec spec() {
    return spec;
  }

  @Override
  public SandboxFiles files() {
    return files;
  }

  @Override
  public Optional<SandboxCommands> commands() {
    return commands.map(SandboxCommands.class::cast);
  }

  @Override
  public Optional<URI> publicUrl(int port) {
    begin();
    return Optional.empty();
  }

  @Override
  public void extendLease(Duration duration) {
    InvalidInput.check(
        duration.compareTo(Duration.ZERO) > 0, "duration", "is " + duration + ", must be positive");
    begin();
    synchronized (this) {
      end = clock.instant().plus(duration);
    }
  }

  @Override
  public Isolation isolation() {
    return commands.isPresent() ? SCRIPTED : NO_COMMANDS;
  }

  @Override
  public synchronized void close() {
    closed = true;
    files.clear();
  }

  /** Whether somebody closed it. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Whether it can no longer be used: closed, lost or expired. */
  public synchronized boolean isGone() {
    return closed || lost || !clock.instant().isBefore(end);
  }

  /** The commands that were run or started in it, oldest first. */
  public List<Command> commandsSeen() {
    return commands.map(ScriptedCommands::seen).orElse(List.of());
  }

  /** Loses it with all its files, as a provider does that restarts its machine. */
  public synchronized void lose() {
    lost = true;
    files.clear();
  }

  /** Counts an operation, lets a planned fault happen, and checks that the sandbox is there. */
  void begin() {
    faults.beforeOperation(this);
    if (isGone()) {
      throw new SandboxGone(id);
    }
  }
}
