package io.ollio.local;

import io.ollio.InvalidInput;
import io.ollio.RetryPolicy;

/**
 * Limits of an {@link InProcessJobRunner}.
 *
 * @param concurrency jobs that run at the same time, at least 1
 * @param concurrencyPerOwner jobs of one owner that run at the same time, at least 1
 * @param retries tries after the first one, and the pauses between them
 * @param rememberedKeys how many ended jobs are remembered, newest first, so that one submitted
 *     again is known; an older one would run again
 */
public record InProcessJobSettings(
    int concurrency, int concurrencyPerOwner, RetryPolicy retries, int rememberedKeys) {

  /**
   * Five jobs at a time, two of one owner, three retries after 0.5, 1 and 2 seconds, and the last
   * 10,000 ended jobs remembered (about 2 MB).
   */
  public static final InProcessJobSettings DEFAULT =
      new InProcessJobSettings(5, 2, RetryPolicy.DEFAULT, 10_000);

  /** Checks the ranges. */
  public InProcessJobSettings {
    atLeast(1, concurrency, "concurrency");
    atLeast(1, concurrencyPerOwner, "concurrencyPerOwner");
    atLeast(0, rememberedKeys, "rememberedKeys");
  }

  /** The same settings with other limits on how many jobs run at the same time. */
  public InProcessJobSettings withConcurrency(int total, int perOwner) {
    return new InProcessJobSettings(total, perOwner, retries, rememberedKeys);
  }

  /** The same settings with other retries. */
  public InProcessJobSettings withRetries(RetryPolicy policy) {
    return new InProcessJobSettings(concurrency, concurrencyPerOwner, policy, rememberedKeys);
  }

  /** The same settings with another memory of ended jobs. */
  public InProcessJobSettings withRememberedKeys(int count) {
    return new InProcessJobSettings(concurrency, concurrencyPerOwner, retries, count);
  }

  private static void atLeast(int least, int value, String field) {
    InvalidInput.check(value >= least, field, "is " + value + ", must be at least " + least);
  }
}
