package io.ollio.testkit.job;

import io.ollio.RetryPolicy;
import java.time.Duration;

/**
 * The settings a test of the contract needs a runner to have.
 *
 * @param concurrency jobs that run at the same time
 * @param concurrencyPerOwner jobs of one owner that run at the same time
 * @param retries tries after the first one, with exact pauses
 */
public record JobLimits(int concurrency, int concurrencyPerOwner, RetryPolicy retries) {
  /** Five jobs at a time, two of one owner; three retries after exactly 0.5, 1 and 2 seconds. */
  public static final JobLimits USUAL = of(5, 2);

  /** One job at a time. */
  public static final JobLimits SINGLE = of(1, 1);

  /** The usual retries with these limits. */
  public static JobLimits of(int concurrency, int concurrencyPerOwner) {
    RetryPolicy exact =
        new RetryPolicy(3, Duration.ofMillis(500), 2.0, Duration.ofSeconds(60), 0.0);
    return new JobLimits(concurrency, concurrencyPerOwner, exact);
  }
}
