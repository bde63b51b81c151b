package io.ollio.sandbox.e2b;

import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import io.ollio.testkit.sandbox.SandboxCommandsContract;
import io.ollio.testkit.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP/1.1. */
class E2bSandboxContractTest extends SandboxCommandsContract {
  @TempDir Path directory;
  private final ManualTime time = new ManualTime();
  private FakeE2b fake;
  private E2bSandboxProvider provider;

  @BeforeEach
  void openProvider() {
    fake = FakeE2b.plain(directory, time);
    provider = Clients.provider(Clients.plain(fake), time);
  }

  @AfterEach
  void closeFake() {
    provider.close();
    fake.close();
  }

  @Override
  protected SandboxProvider provider() {
    return provider;
  }

  @Override
  protected void elapse(Duration duration) {
    time.advance(duration);
  }
}
