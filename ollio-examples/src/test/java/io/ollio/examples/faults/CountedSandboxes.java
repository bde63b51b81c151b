package io.ollio.examples.faults;

import io.ollio.Cancellation;
import io.ollio.sandbox.Isolation;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxException.SandboxGone;
import io.ollio.sandbox.SandboxId;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sandboxes of another provider, which can be counted. */
record CountedSandboxes(SandboxProvider provider, List<SandboxId> opened)
    implements SandboxProvider {
  static CountedSandboxes of(SandboxProvider provider) {
    return new CountedSandboxes(provider, new CopyOnWriteArrayList<>());
  }

  @Override
  public Sandbox open(SandboxSpec spec, Cancellation cancellation) {
    Sandbox sandbox = provider.open(spec, cancellation);
    opened.add(sandbox.id());
    return sandbox;
  }

  @Override
  public Sandbox connect(SandboxId id, Cancellation cancellation) {
    return provider.connect(id, cancellation);
  }

  @Override
  public Isolation isolation() {
    return provider.isolation();
  }

  @Override
  public boolean offersCommands() {
    return provider.offersCommands();
  }

  /** How many of them are still there. */
  long open() {
    return opened.stream().filter(this::isThere).count();
  }

  private boolean isThere(SandboxId id) {
    try {
      provider.connect(id, Cancellation.none());
      return true;
    } catch (SandboxGone e) {
      return false;
    }
  }
}
