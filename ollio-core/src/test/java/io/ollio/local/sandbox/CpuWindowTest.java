package io.ollio.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuWindowTest {
  private long nanos;
  private final CpuWindow window = new CpuWindow(Duration.ofSeconds(10), 1.0, () -> nanos);

  private boolean isFullAt(double seconds, double cpuSeconds) {
    nanos = (long) (seconds * 1e9);
    return window.isFull(Duration.ofMillis((long) (cpuSeconds * 1_000)));
  }

  @Test
  void isFull_busyThroughTheWindow_isTrueWhenItIsCovered() {
    for (int second = 0; second < 10; second++) {
      assertThat(isFullAt(second, second)).isFalse();
    }
    assertThat(isFullAt(10, 9.5)).isTrue();
  }

  @Test
  void isFull_ninetyPercent_isNotOver() {
    isFullAt(0, 0);
    assertThat(isFullAt(10, 9)).isFalse();
  }

  @Test
  void isFull_shortDips_countAsASumAndNotByThemselves() {
    isFullAt(0, 0);
    isFullAt(5, 4.2);
    assertThat(isFullAt(10, 9.1)).isTrue();
  }

  @Test
  void isFull_idleBefore_slidesOutOfTheWindow() {
    isFullAt(0, 0);
    assertThat(isFullAt(10, 0)).isFalse();
    for (int second = 11; second < 20; second++) {
      assertThat(isFullAt(second, second - 10)).isFalse();
    }
    assertThat(isFullAt(20, 10)).isTrue();
  }

  @Test
  void isFull_twoProcessors_needTwiceAsMuch() {
    CpuWindow two = new CpuWindow(Duration.ofSeconds(10), 2.0, () -> nanos);
    nanos = 0;
    two.isFull(Duration.ZERO);
    nanos = 10_000_000_000L;

    assertThat(two.isFull(Duration.ofSeconds(17))).isFalse();
    assertThat(two.isFull(Duration.ofSeconds(19))).isTrue();
  }
}
