package io.ollio.testkit.sandbox;

import io.ollio.sandbox.PooledSandboxProvider;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;

class PooledSandboxContractTest extends SandboxContract {
  private final ManualTime time = new ManualTime();
  private final PooledSandboxProvider provider =
      new PooledSandboxProvider(
          new InMemorySandboxProvider(time), SandboxSpec.DEFAULT, 2, Runnable::run);

  @Override
  protected SandboxProvider provider() {
    return provider;
  }

  @Override
  protected void elapse(Duration duration) {
    time.advance(duration);
  }
}
