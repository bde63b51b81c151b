package io.ollio.testkit.sandbox;

import io.ollio.sandbox.SandboxProvider;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;

class InMemorySandboxContractTest extends SandboxContract implements BoundedDiskContract {
  private final ManualTime time = new ManualTime();
  private final InMemorySandboxProvider provider = new InMemorySandboxProvider(time);

  @Override
  protected SandboxProvider provider() {
    return provider;
  }

  @Override
  public SandboxProvider diskProvider() {
    return provider;
  }

  @Override
  protected void elapse(Duration duration) {
    time.advance(duration);
  }
}
