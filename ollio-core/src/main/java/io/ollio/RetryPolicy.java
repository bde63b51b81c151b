package io.ollio;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how fast to try again: exponential back-off with a cap and jitter.
 *
 * @param retries tries after the first one, 0 for none
 * @param firstDelay pause before the first retry
 * @param multiplier growth of the pause from retry to retry, at least 1
 * @param maxDelay longest pause; a server's own wish (Retry-After) is capped by it too
 * @param jitter share of the pause, 0 to 1, that is drawn at random on top
 */
public record RetryPolicy(
    int retries, Duration firstDelay, double multiplier, Duration maxDelay, double jitter) {

  /** Three retries after 0.5, 1 and 2 seconds, at most 60 seconds when the server asks for it. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(3, Duration.ofMillis(500), 2.0, Duration.ofSeconds(60), 0.2);

  /** No retry. */
  public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ZERO, 1.0, Duration.ZERO, 0.0);

  /** Checks the ranges. */
  public RetryPolicy {
    InvalidInput.check(retries >= 0, "retries", "is " + retries + ", must not be negative");
    InvalidInput.check(
        !firstDelay.isNegative(), "firstDelay", "is " + firstDelay + ", must not be negative");
    InvalidInput.check(multiplier >= 1, "multiplier", "is " + multiplier + ", must be at least 1");
    InvalidInput.check(
        !maxDelay.isNegative(), "maxDelay", "is " + maxDelay + ", must not be negative");
    InvalidInput.check(jitter >= 0 && jitter <= 1, "jitter", "is " + jitter + ", must be 0 to 1");
  }

  /** The same policy with another number of retries. */
  public RetryPolicy withRetries(int count) {
    return new RetryPolicy(count, firstDelay, multiplier, maxDelay, jitter);
  }

  /** Pause before retry number {@code retry}, counted from 1. */
  public Duration delayBefore(int retry, RandomGenerator random) {
    double millis = firstDelay.toMillis() * Math.pow(multiplier, retry - 1);
    return jittered(Math.min(millis, (double) maxDelay.toMillis()), random);
  }

  /**
   * Pause when the server wants one of at least {@code wish}: everybody hears the same wish, so
   * that jitter comes on top here, too.
   */
  public Duration delayFor(Duration wish, RandomGenerator random) {
    return jittered((double) wish.toMillis(), random);
  }

  private Duration jittered(double millis, RandomGenerator random) {
    double longest = (double) maxDelay.toMillis();
    return Duration.ofMillis((long) Math.min(millis * (1 + jitter * random.nextDouble()), longest));
  }
}
