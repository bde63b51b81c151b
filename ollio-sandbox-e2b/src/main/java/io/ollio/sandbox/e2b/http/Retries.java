package io.ollio.sandbox.e2b.http;

import io.ollio.Cancellation;
import io.ollio.Sleeper;
import io.ollio.sandbox.e2b.api.E2bException;
import io.ollio.sandbox.e2b.api.E2bException.Conflict;
import io.ollio.sandbox.e2b.api.E2bException.OutcomeUnknown;
import io.ollio.sandbox.e2b.api.E2bException.RateLimited;
import io.ollio.sandbox.e2b.api.E2bException.TimedOut;
import io.ollio.sandbox.e2b.api.E2bException.Unavailable;
import io.ollio.sandbox.e2b.api.E2bLimits;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The retry table: which failure of which call is followed by another try, and after how long.
 * Source: protocol notes, section 10.4.
 */
public final class Retries {
  private static final Logger log = LoggerFactory.getLogger(Retries.class);
  private static final long FIRST_DELAY_MILLIS = 250;
  private static final long MAX_DELAY_MILLIS = 5_000;

  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final E2bLimits limits;
  private final int most;

  private Retries(Sleeper sleeper, RandomGenerator random, E2bLimits limits, int most) {
    this.sleeper = sleeper;
    this.random = random;
    this.limits = limits;
    this.most = most;
  }

  /** For the control plane. */
  public static Retries of(Sleeper sleeper, RandomGenerator random, E2bLimits limits) {
    return new Retries(sleeper, random, limits, limits.retries());
  }

  /** For a sandbox: one repeat, since a sandbox that is gone stays gone. */
  public Retries once() {
    return new Retries(sleeper, random, limits, Math.min(1, limits.retries()));
  }

  /** Calls until it succeeds or the table says stop. */
  public <T> T call(Safety safety, Cancellation cancellation, Supplier<T> attempt) {
    for (int tried = 0; ; tried++) {
      cancellation.throwIfCancelled();
      try {
        return attempt.get();
      } catch (E2bException e) {
        Duration wait = wait(e, tried);
        if (tried >= most || !mayRepeat(safety, e) || wait.compareTo(limits.request()) > 0) {
          throw e;
        }
        log.warn("Trying again in {} ms: {}", wait.toMillis(), e.getMessage());
        sleeper.sleep(wait, cancellation);
      }
    }
  }

  /** Whether a call that failed like this may be sent again. */
  static boolean mayRepeat(Safety safety, E2bException failure) {
    if (failure instanceof RateLimited limited) {
      return safety != Safety.STREAMED && limited.retryAfter().isPresent();
    }
    return switch (safety) {
      case ONCE, STREAMED -> failure instanceof Unavailable && failure.status() == 0;
      case CREATES -> failure instanceof Unavailable;
      case REPEATABLE -> isPassing(failure);
    };
  }

  private static boolean isPassing(E2bException failure) {
    if (failure instanceof OutcomeUnknown) {
      return failure.status() == 0 || failure.status() == 502;
    }
    if (failure instanceof TimedOut) {
      return failure.status() == 504;
    }
    return failure instanceof Unavailable || (failure instanceof Conflict && failure.isRetryable());
  }

  private Duration wait(E2bException failure, int tried) {
    if (failure instanceof RateLimited limited && limited.retryAfter().isPresent()) {
      return limited.retryAfter().get();
    }
    long delay = Math.min(MAX_DELAY_MILLIS, FIRST_DELAY_MILLIS << tried);
    return Duration.ofMillis(delay / 2 + random.nextLong(delay / 2 + 1));
  }
}
