package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.testkit.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The local sandbox with files only, because bubblewrap does not work. */
class LocalSandboxContractTest extends SandboxContract implements BoundedDiskContract {
  private static final Path NO_BUBBLEWRAP = Path.of("/bin/false");

  @TempDir Path directory;
  private final ManualTime time = new ManualTime();
  private LocalSandboxProvider provider;

  @BeforeEach
  void openProvider() {
    provider =
        new LocalSandboxProvider(
            LocalSandboxSettings.DEFAULT.withDirectory(directory).withBubblewrap(NO_BUBBLEWRAP),
            time);
  }

  @AfterEach
  void provider_closed_leavesNothing() {
    provider.close();
    assertThat(directory).isEmptyDirectory();
  }

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
