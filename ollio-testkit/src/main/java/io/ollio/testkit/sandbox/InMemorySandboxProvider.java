package io.ollio.testkit.sandbox;

import io.ollio.Cancellation;
import io.ollio.IdSource;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sandboxes in memory for tests: real files as the contract promises, scripted commands, faults on
 * demand, and a record of what was opened. Thread-safe.
 */
public final class InMemorySandboxProvider implements SandboxProvider {
  private final InstantSource clock;
  private final IdSource ids = IdSource.system();
  private final Map<SandboxId, FakeSandbox> sandboxes = new LinkedHashMap<>();
  private final Faults faults = new Faults();
  private Optional<CommandScript> script = Optional.empty();
  private Optional<Supplier<? extends SandboxException>> openFailure = Optional.empty();

  /** Without commands, leases by the system's clock. */
  public InMemorySandboxProvider() {
    this(InstantSource.system());
  }

  /** Without commands, leases by this clock. */
  public InMemorySandboxProvider(InstantSource clock) {
    this.clock = clock;
  }

  /** Offers commands in sandboxes that are opened from now on; the script answers each of them. */
  public synchronized InMemorySandboxProvider withCommands(CommandScript answers) {
    script = Optional.of(answers);
    return this;
  }

  /** The n-th operation from now on any sandbox, counted from 1, fails with what is supplied. */
  public InMemorySandboxProvider failAtOperation(
      int n, Supplier<? extends SandboxException> failure) {
    faults.failAt(n, failure);
    return this;
  }

  /** At the n-th operation from now, counted from 1, its sandbox is lost with all its files. */
  public InMemorySandboxProvider loseSandboxAtOperation(int n) {
    faults.loseAt(n);
    return this;
  }

  /** The next open fails with what is supplied, the ones after it do not. */
  public synchronized InMemorySandboxProvider failNextOpen(
      Supplier<? extends SandboxException> failure) {
    openFailure = Optional.of(failure);
    return this;
  }

  @Override
  public synchronized Sandbox open(SandboxSpec spec, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    if (openFailure.isPresent()) {
      SandboxException failure = openFailure.get().get();
      openFailure = Optional.empty();
      throw failure;
    }
    SandboxId id = new SandboxId("memory-" + ids.get());
    FakeSandbox sandbox = new FakeSandbox(id, spec, clock, faults, script);
    sandboxes.put(id, sandbox);
    return sandbox;
  }

  @Override
  public synchronized Sandbox connect(SandboxId id, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    FakeSandbox sandbox = sandboxes.get(id);
    if (sandbox == null || sandbox.isGone()) {
      throw new SandboxGone(id);
    }
    return sandbox;
  }

  @Override
  public synchronized Isolation isolation() {
    return script.isPresent() ? FakeSandbox.SCRIPTED : FakeSandbox.NO_COMMANDS;
  }

  /** Every sandbox that was ever opened, oldest first. */
  public synchronized List<FakeSandbox> opened() {
    return new ArrayList<>(sandboxes.values());
  }

  /** Fails unless every sandbox was closed, whether or not its lease is over. */
  public void assertNoOpenSandboxes() {
    List<SandboxId> left =
        opened().stream().filter(sandbox -> !sandbox.isClosed()).map(FakeSandbox::id).toList();
    if (!left.isEmpty()) {
      throw new AssertionError("Sandboxes that nobody has closed: " + left);
    }
  }
}
