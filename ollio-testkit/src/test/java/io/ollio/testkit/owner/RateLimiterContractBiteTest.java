package io.ollio.testkit.owner;

import static io.ollio.testkit.ContractBite.assertCaught;
import static io.ollio.testkit.ContractBite.assertPassed;

import io.ollio.OwnerId;
import io.ollio.local.memory.InMemoryRateLimiter;
import io.ollio.local.memory.InMemoryRateLimiter.Settings;
import io.ollio.owner.OwnerException.TooManyRequests;
import io.ollio.owner.RateLimiter;
import io.ollio.testkit.store.InMemoryFixture;
import io.ollio.testkit.store.StoreFixture;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong limiter is caught by a test that the right one passes. */
class RateLimiterContractBiteTest {
  static Stream<Arguments> bites() {
    return Stream.of(
        Arguments.of(OneForAll.class, "acquire_byAnotherOwner_hasItsOwnPermits"),
        Arguments.of(
            ByTheClocksMinute.class,
            "acquire_acrossTheTurnOfAMinute_neverPassesTheLimitInAnyMinute"),
        Arguments.of(OneTooMany.class, "acquire_onceMore_isRefusedAndSaysWhenToComeAgain"),
        Arguments.of(OneTooMany.class, "acquire_byManyAtOnce_allowsExactlyTheLimit"),
        Arguments.of(CountsRefusals.class, "acquire_refused_takesNoPermit"),
        Arguments.of(SavesUp.class, "acquire_afterALongPause_allowsNoMoreThanTheLimit"));
  }

  @ParameterizedTest
  @MethodSource("bites")
  void contract_wrongLimiter_isCaught(Class<?> wrong, String test) {
    assertPassed(Right.class, test);
    assertCaught(wrong, test);
  }

  /** The right limiter, and the place where it can be spoiled. */
  static class Right extends RateLimiterContract {
    @Override
    protected StoreFixture open() {
      InMemoryFixture right = InMemoryFixture.open();
      return right.with(wrong(right.rateLimiter(), right.time()));
    }

    RateLimiter wrong(RateLimiter right, ManualTime time) {
      return right;
    }
  }

  static class OneForAll extends Right {
    @Override
    RateLimiter wrong(RateLimiter right, ManualTime time) {
      return owner -> right.acquire(OwnerId.of("all"));
    }
  }

  static class ByTheClocksMinute extends Right {
    @Override
    RateLimiter wrong(RateLimiter right, ManualTime time) {
      Map<Long, AtomicInteger> minutes = new ConcurrentHashMap<>();
      return owner -> {
        long minute = time.instant().getEpochSecond() / 60;
        int taken = minutes.computeIfAbsent(minute, m -> new AtomicInteger()).incrementAndGet();
        if (taken > 100) {
          throw new TooManyRequests(owner, "100", Duration.ofMinutes(1));
        }
      };
    }
  }

  static class OneTooMany extends Right {
    @Override
    RateLimiter wrong(RateLimiter right, ManualTime time) {
      return new InMemoryRateLimiter(time, new Settings(101, Duration.ofMinutes(1), 10));
    }
  }

  static class CountsRefusals extends Right {
    @Override
    RateLimiter wrong(RateLimiter right, ManualTime time) {
      Deque<Instant> tries = new ConcurrentLinkedDeque<>();
      return owner -> {
        Instant now = time.instant();
        tries.removeIf(at -> !now.isBefore(at.plusSeconds(60)));
        tries.add(now);
        if (tries.size() > 100) {
          throw new TooManyRequests(owner, "100", Duration.ofMinutes(1));
        }
      };
    }
  }

  /** A bucket without a rim. */
  static class SavesUp extends Right {
    @Override
    RateLimiter wrong(RateLimiter right, ManualTime time) {
      Instant start = time.instant();
      AtomicInteger taken = new AtomicInteger();
      return owner -> {
        long earned = 100 + Duration.between(start, time.instant()).toSeconds() * 100 / 60;
        if (taken.incrementAndGet() > earned) {
          throw new TooManyRequests(owner, "100", Duration.ofSeconds(1));
        }
      };
    }
  }
}
