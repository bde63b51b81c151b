package io.ollio.jdbc.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link ChaosRun}. */
@Tag("soak")
class ChaosSoakTest {
  @Test
  void run_workersKilledCutOffAndFrozen_losesAndDoublesNothing(@TempDir Path folder) {
    ChaosReport report = ChaosRun.run(1, Duration.ofSeconds(100), 80, folder);

    assertThat(report.problems()).as(report.toString()).isEmpty();
    assertThat(report.endings().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(80);
    assertThat(report.resumed()).isPositive();
    assertThat(report.troubles()).containsKeys(Troubles.Kind.KILL, Troubles.Kind.RESTART);
  }
}
