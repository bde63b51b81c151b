package io.ollio.testkit.owner;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.local.memory.InMemoryRateLimiter;
import io.ollio.local.memory.InMemoryRateLimiter.Settings;
import io.ollio.owner.OwnerException.TooManyRequests;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the embedded limiter does beyond the contract. */
class InMemoryRateLimiterTest {
  private static final OwnerId ANN = OwnerId.of("ann");

  @Test
  void acquire_byMoreOwnersThanRemembered_forgetsTheOneNotSeenForLongest() {
    InMemoryRateLimiter limiter =
        limiter(new ManualTime(), new Settings(1, Duration.ofHours(1), 2));
    limiter.acquire(ANN);
    limiter.acquire(OwnerId.of("bob"));
    assertThatThrownBy(() -> limiter.acquire(ANN)).isInstanceOf(TooManyRequests.class);
    limiter.acquire(OwnerId.of("cat"));
    assertThatThrownBy(() -> limiter.acquire(ANN)).isInstanceOf(TooManyRequests.class);
    assertThatCode(() -> limiter.acquire(OwnerId.of("bob"))).doesNotThrowAnyException();
  }

  @Test
  void acquire_afterTheClockWasSetBack_keepsNobodyWaitingForIt() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T12:00:00Z"));
    InMemoryRateLimiter limiter = limiter(now::get, new Settings(1, Duration.ofMinutes(1), 10));
    limiter.acquire(ANN);
    now.set(Instant.parse("2030-01-01T11:00:00Z"));
    assertThatCode(() -> limiter.acquire(ANN)).doesNotThrowAnyException();
    assertThatThrownBy(() -> limiter.acquire(ANN)).isInstanceOf(TooManyRequests.class);
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatThrownBy(() -> new Settings(0, Duration.ofMinutes(1), 1))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> new Settings(1, Duration.ZERO, 1)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> new Settings(1, Duration.ofMinutes(1), 0))
        .isInstanceOf(InvalidInput.class);
  }

  private static InMemoryRateLimiter limiter(InstantSource clock, Settings settings) {
    return new InMemoryRateLimiter(clock, settings);
  }
}
