package io.ollio.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.testkit.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The local sandbox with commands behind bubblewrap, which must be installed. */
class IsolatedLocalSandboxContractTest extends SandboxCommandsContract
    implements BoundedDiskContract {
  @TempDir Path directory;
  private final ManualTime time = new ManualTime();
  private LocalSandboxProvider provider;

  @BeforeEach
  void openProvider() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    provider =
        new LocalSandboxProvider(LocalSandboxSettings.DEFAULT.withDirectory(directory), time);
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
