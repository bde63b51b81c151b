package io.ollio.sandbox.e2b.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.IdSource;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.api.E2bLimits;
import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.fake.FakeE2b;
import io.ollio.sandbox.e2b.fake.http.Fault;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of HTTP/2 that are reset. */
class Http2FaultsTest {
  private static final ProcessRequest ECHO = ProcessRequest.of("/bin/echo", "hello");

  @TempDir Path directory;
  private FakeE2b fake;
  private RemoteSandbox sandbox;

  @BeforeEach
  void createSandbox() {
    fake = FakeE2b.tls(directory, InstantSource.system());
    sandbox = client(FaultSuite.SHORT).create("base");
  }

  private E2bClient client(E2bLimits limits) {
    E2bSettings settings = E2bSettings.builder().apiKey(FakeE2b.KEY).limits(limits).build();
    return new E2bClient(settings, fake.client(), (wait, stop) -> {}, IdSource.system());
  }

  @AfterEach
  void closeFake() {
    fake.close();
  }

  @Test
  void run_streamResetAtAnyByte_endsOnceWithItsExitCode() {
    for (int bytes = 0; bytes < 160; bytes += 13) {
      fake.fail("Process/Start", new Fault.ResetAt(bytes));

      assertThat(sandbox.processes().run(ECHO).exit().exitCode()).as("after %d", bytes).isZero();
    }
    assertThat(fake.cloud().started()).isEqualTo(13);
  }

  @Test
  void run_streamResetBeforeTheStart_isNotSentAgain() {
    fake.fail("Process/Start", new Fault.ResetBefore());

    assertThatThrownBy(() -> sandbox.processes().run(ECHO))
        .as("%s", fake.lines())
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(fake.cloud().started()).isZero();
  }

  @Test
  void run_streamFallsSilent_timesOut() {
    fake.fail("Process/Start", new Fault.StallAt(50));

    RemoteSandbox hasty = client(FaultSuite.HASTY).sandbox(sandbox.access());
    assertThatThrownBy(() -> hasty.processes().run(ProcessRequest.of("/bin/sleep", "60")))
        .isInstanceOf(TimedOut.class);
  }

  @Test
  void read_streamReset_isRepeated() {
    sandbox.files().writeText("/tmp/a", "x".repeat(50_000));
    fake.fail("GET /files", new Fault.ResetAt(20_000));

    assertThat(sandbox.files().readText("/tmp/a")).hasSize(50_000);
  }

  @Test
  void run_64AtOnce_shareConnections() {
    assertThat(
            IntStream.range(0, 64)
                .parallel()
                .mapToObj(
                    i -> sandbox.processes().run(ProcessRequest.of("/bin/echo", "" + i)).stdout()))
        .containsExactlyElementsOf(IntStream.range(0, 64).mapToObj(i -> i + "\n").toList());
  }
}
