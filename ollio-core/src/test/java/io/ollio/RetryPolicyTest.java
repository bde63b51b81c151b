package io.ollio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RandomGenerator NO_CHANCE = () -> 0L;
  private static final RandomGenerator FULL_CHANCE = () -> -1L;
  private static final RetryPolicy POLICY =
      new RetryPolicy(10, Duration.ofMillis(500), 2.0, Duration.ofSeconds(60), 0.2);

  @Test
  void delayBefore_retryAfterRetry_doublesUpToTheLongest() {
    assertThat(POLICY.delayBefore(1, NO_CHANCE)).isEqualTo(Duration.ofMillis(500));
    assertThat(POLICY.delayBefore(2, NO_CHANCE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(POLICY.delayBefore(7, NO_CHANCE)).isEqualTo(Duration.ofSeconds(32));
    assertThat(POLICY.delayBefore(8, NO_CHANCE)).isEqualTo(Duration.ofSeconds(60));
    assertThat(POLICY.delayBefore(2_000, NO_CHANCE)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void delayBefore_withJitter_isAFifthLongerAndNeverAboveTheLongest() {
    assertThat(POLICY.delayBefore(2, FULL_CHANCE))
        .isBetween(Duration.ofMillis(1_199), Duration.ofMillis(1_200));
    assertThat(POLICY.delayBefore(8, FULL_CHANCE)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void delayFor_aServersWish_isNeverShorterAndNeverAboveTheLongest() {
    assertThat(POLICY.delayFor(Duration.ofSeconds(20), NO_CHANCE))
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(POLICY.delayFor(Duration.ofSeconds(20), FULL_CHANCE))
        .isBetween(Duration.ofMillis(23_999), Duration.ofSeconds(24));
    assertThat(POLICY.delayFor(Duration.ofSeconds(58), FULL_CHANCE))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void policy_outOfRange_namesFieldAndValue() {
    assertThatThrownBy(() -> POLICY.withRetries(-1))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("retries is -1, must not be negative");
  }
}
