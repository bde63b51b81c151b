package io.ollio.jdbc.credit;

import io.ollio.OwnerId;

/**
 * An account that does not agree with its journal or its open holds.
 *
 * @param owner whose
 * @param account what the account says
 * @param journal what the sums of the journal say
 * @param openHolds sum of the open holds, which is what should be held
 */
public record Imbalance(OwnerId owner, Sums account, Sums journal, long openHolds) {
  /** Credits in a period. */
  public record Sums(long held, long used, long granted) {}
}
