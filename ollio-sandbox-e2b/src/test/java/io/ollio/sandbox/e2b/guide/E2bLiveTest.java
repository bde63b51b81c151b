package io.ollio.sandbox.e2b.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.sandbox.Command;
import io.ollio.sandbox.CommandOutput;
import io.ollio.sandbox.CommandResult;
import io.ollio.sandbox.Sandbox;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.sandbox.e2b.E2bSandbox;
import io.ollio.sandbox.e2b.E2bSandboxProvider;
import io.ollio.sandbox.e2b.api.E2bSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the real E2B; runs only when asked for and needs a key, see {@code docs/e2b.md}. */
@Tag("live")
class E2bLiveTest {
  @Test
  void sandbox_atE2b_runsCommandsAndKeepsFiles() {
    E2bSettings settings = E2bSettings.of(System.getenv("E2B_API_KEY"));
    SandboxSpec spec = SandboxSpec.DEFAULT.withLease(Duration.ofMinutes(2));
    try (E2bSandboxProvider provider = new E2bSandboxProvider(settings);
        Sandbox sandbox = provider.open(spec, Cancellation.none())) {
      sandbox.files().write(FilePath.of("a b/ü.txt"), FileContent.of("here"));

      CommandResult result =
          sandbox
              .commands()
              .orElseThrow()
              .run(
                  Command.of("cat 'a b/ü.txt'; ln -s / out; (sleep 99 &) ; exit 4"),
                  CommandOutput.SILENT,
                  Cancellation.none());
      assertThat(result.stdout()).isEqualTo("here");
      assertThat(result.exitCode()).isEqualTo(4);
      assertThat(sandbox.files().collect(List.of()).files()).hasSize(1);

      ((E2bSandbox) sandbox).pause();
      assertThat(sandbox.files().read(FilePath.of("a b/ü.txt")).text()).isEqualTo("here");
    }
  }
}
