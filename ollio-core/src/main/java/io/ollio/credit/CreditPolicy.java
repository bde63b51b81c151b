package io.ollio.credit;

import java.math.BigDecimal;

/**
 * The host's prices of a generation. Both methods are pure and quick.
 *
 * <p>Thread-safety: any thread. Blocking: none. Lifetime: the host's. Limits: {@link #price} is cut
 * to what {@link #reserve} set aside, so a generation never costs more than its hold.
 */
public interface CreditPolicy {
  /** One credit for each generation that succeeds. */
  CreditPolicy ONE_PER_GENERATION =
      new CreditPolicy() {
        @Override
        public Credits reserve() {
          return Credits.of(1);
        }

        @Override
        public Credits price(Consumption consumption) {
          return Credits.of(1);
        }
      };

  /** Credits to hold when a generation is submitted. */
  Credits reserve();

  /** Credits to take when it has succeeded. */
  Credits price(Consumption consumption);

  /**
   * What a generation used.
   *
   * @param modelCalls number of model calls that were answered
   * @param inputTokens tokens sent
   * @param outputTokens tokens received
   * @param cost by the catalogue's prices, in their currency; zero when no price is known
   */
  record Consumption(int modelCalls, long inputTokens, long outputTokens, BigDecimal cost) {}
}
