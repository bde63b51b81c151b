package io.ollio.credit;

import io.ollio.InvalidInput;
import java.time.Duration;

/**
 * What an owner may use in a period.
 *
 * @param name shown to the owner
 * @param limit credits of one period
 * @param period length of a period; a new one begins with the first use after the reset time
 */
public record Plan(String name, Credits limit, Duration period) {
  /** 100 credits in 30 days. */
  public static final Plan FREE = new Plan("free", Credits.of(100), Duration.ofDays(30));

  /** Checks the ranges. */
  public Plan {
    InvalidInput.text(name, "plan name", 100);
    InvalidInput.check(
        period.compareTo(Duration.ZERO) > 0, "plan period", "is " + period + ", must be positive");
  }
}
