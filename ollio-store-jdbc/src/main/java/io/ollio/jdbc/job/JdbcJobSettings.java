package io.ollio.jdbc.job;

import io.ollio.InvalidInput;
import io.ollio.RetryPolicy;
import java.time.Duration;

/**
 * Limits and rhythm of a {@link JdbcJobRunner}. The two concurrency limits hold over the whole
 * cluster; give all workers the same ones.
 *
 * @param concurrency jobs that run at the same time on all workers together, at least 1
 * @param concurrencyPerOwner jobs of one owner that run at the same time, at least 1
 * @param threads jobs that run at the same time in this process, at least 1
 * @param retries tries after the first one, and the pauses between them
 * @param heartbeat how often a worker says that it lives; one that has been silent for four of
 *     these is dead, and its jobs are taken over three to six of these after its death
 * @param poll how often a worker looks for work that nobody has told it of
 * @param history how long jobs that have ended are remembered; one submitted again later would run
 *     again
 */
public record JdbcJobSettings(
    int concurrency,
    int concurrencyPerOwner,
    int threads,
    RetryPolicy retries,
    Duration heartbeat,
    Duration poll,
    Duration history) {
  private static final Duration SHORTEST = Duration.ofMillis(50);

  /**
   * Five jobs at a time, two of one owner, all five in this process if it is the only one; three
   * retries after 0.5, 1 and 2 seconds; dead workers replaced after three to six seconds; a look
   * every half second; thirty days of history.
   */
  public static final JdbcJobSettings DEFAULT =
      new JdbcJobSettings(
          5,
          2,
          5,
          RetryPolicy.DEFAULT,
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofDays(30));

  /** Checks the ranges. */
  public JdbcJobSettings {
    atLeastOne(concurrency, "concurrency");
    atLeastOne(concurrencyPerOwner, "concurrencyPerOwner");
    atLeastOne(threads, "threads");
    notTooShort(heartbeat, "heartbeat");
    notTooShort(poll, "poll");
    InvalidInput.check(!history.isNegative(), "history", "is " + history + ", below zero");
  }

  /** The same settings with other limits for the cluster. */
  public JdbcJobSettings withConcurrency(int total, int perOwner) {
    return new JdbcJobSettings(total, perOwner, threads, retries, heartbeat, poll, history);
  }

  /** The same settings with another number of jobs at a time in this process. */
  public JdbcJobSettings withThreads(int count) {
    return new JdbcJobSettings(
        concurrency, concurrencyPerOwner, count, retries, heartbeat, poll, history);
  }

  /** The same settings with other retries. */
  public JdbcJobSettings withRetries(RetryPolicy policy) {
    return new JdbcJobSettings(
        concurrency, concurrencyPerOwner, threads, policy, heartbeat, poll, history);
  }

  /** The same settings with another rhythm. */
  public JdbcJobSettings withRhythm(Duration newHeartbeat, Duration newPoll) {
    return new JdbcJobSettings(
        concurrency, concurrencyPerOwner, threads, retries, newHeartbeat, newPoll, history);
  }

  /** The same settings with another memory of ended jobs. */
  public JdbcJobSettings withHistory(Duration length) {
    return new JdbcJobSettings(
        concurrency, concurrencyPerOwner, threads, retries, heartbeat, poll, length);
  }

  private static void atLeastOne(int value, String field) {
    InvalidInput.check(value >= 1, field, "is " + value + ", must be at least 1");
  }

  private static void notTooShort(Duration value, String field) {
    InvalidInput.check(
        value.compareTo(SHORTEST) >= 0, field, "is " + value + ", must be at least " + SHORTEST);
  }
}
