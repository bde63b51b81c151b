package io.ollio.testkit.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ollio.OwnerId;
import io.ollio.owner.OwnerException.TooManyRequests;
import io.ollio.owner.RateLimiter;
import io.ollio.testkit.store.Race;
import io.ollio.testkit.store.StoreSuite;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link RateLimiter} with the default settings does: 100 permits in any minute. */
public abstract class RateLimiterContract extends StoreSuite {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A contract. */
  protected RateLimiterContract() {}

  @Test
  void acquire_aHundredTimes_works() {
    assertThat(taken(ANN, 100)).isEqualTo(100);
  }

  @Test
  void acquire_onceMore_isRefusedAndSaysWhenToComeAgain() {
    taken(ANN, 1);
    time().advance(Duration.ofSeconds(20));
    taken(ANN, 99);
    TooManyRequests refusal = refusal();
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(40));
    assertThat(refusal.isRetryable()).isTrue();
    assertThat(refusal).hasMessageContaining("ann").hasMessageContaining("100");
  }

  @Test
  void acquire_afterTheWaitAskedFor_works() {
    taken(ANN, 100);
    time().advance(refusal().retryAfter());
    assertThat(taken(ANN, 1)).isEqualTo(1);
  }

  @Test
  void acquire_justBeforeTheWaitIsOver_isRefused() {
    taken(ANN, 100);
    time().advance(MINUTE.minusMillis(1));
    assertThat(refusal().retryAfter()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void acquire_acrossTheTurnOfAMinute_neverPassesTheLimitInAnyMinute() {
    time().advance(Duration.ofSeconds(50));
    assertThat(taken(ANN, 60)).isEqualTo(60);
    time().advance(Duration.ofSeconds(20));
    assertThat(taken(ANN, 60)).isEqualTo(40);
    time().advance(Duration.ofSeconds(40));
    assertThat(taken(ANN, 101)).isEqualTo(60);
    time().advance(Duration.ofSeconds(20));
    assertThat(taken(ANN, 101)).isEqualTo(40);
  }

  @Test
  void acquire_refused_takesNoPermit() {
    taken(ANN, 100);
    time().advance(Duration.ofSeconds(30));
    taken(ANN, 500);
    time().advance(Duration.ofSeconds(30));
    assertThat(taken(ANN, 101)).isEqualTo(100);
  }

  @Test
  void acquire_afterALongPause_allowsNoMoreThanTheLimit() {
    taken(ANN, 10);
    time().advance(Duration.ofDays(10));
    assertThat(taken(ANN, 200)).isEqualTo(100);
  }

  @Test
  void acquire_byAnotherOwner_hasItsOwnPermits() {
    taken(ANN, 100);
    assertThat(taken(BOB, 101)).isEqualTo(100);
    assertThat(taken(OwnerId.of("ANN"), 1)).isEqualTo(1);
  }

  @Test
  void acquire_byManyAtOnce_allowsExactlyTheLimit() throws InterruptedException {
    List<Integer> permits = Race.between(64, racer -> taken(ANN, 5));
    assertThat(permits.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
  }

  @Test
  void acquire_refused_throwsAtOnceWithoutWaiting() {
    taken(ANN, 100);
    assertThatThrownBy(() -> limiter().acquire(ANN)).isInstanceOf(TooManyRequests.class);
    assertThat(time().sleepers()).isZero();
  }

  private RateLimiter limiter() {
    return fixture().rateLimiter();
  }

  private int taken(OwnerId owner, int tries) {
    int permits = 0;
    for (int i = 0; i < tries; i++) {
      permits += isAllowed(owner) ? 1 : 0;
    }
    return permits;
  }

  private boolean isAllowed(OwnerId owner) {
    try {
      limiter().acquire(owner);
      return true;
    } catch (TooManyRequests e) {
      return false;
    }
  }

  private TooManyRequests refusal() {
    return catchThrowableOfType(TooManyRequests.class, () -> limiter().acquire(ANN));
  }
}
