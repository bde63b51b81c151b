package io.ollio.credit;

import io.ollio.OwnerId;
import java.time.Instant;

/**
 * One line of an owner's append-only journal.
 *
 * @param id time-ordered id
 * @param owner whose account
 * @param kind what happened
 * @param key key of the hold or grant, name of the plan, or empty for a new period
 * @param amount credits concerned
 * @param at when
 */
public record JournalEntry(
    String id, OwnerId owner, Kind kind, String key, Credits amount, Instant at) {
  /** What can happen to an account. */
  public enum Kind {
    /** Credits were set aside. */
    HOLD,
    /** Credits were taken from a hold. */
    CAPTURE,
    /** A hold's credits, or the part not taken, became free. */
    RELEASE,
    /** Taken credits were given back; zero when their period was over. */
    REFUND,
    /** Extra credits were given. */
    GRANT,
    /** A new period began; the amount is what had been used in the old one. */
    RESET,
    /** The plan changed; the amount is the new limit. */
    PLAN
  }
}
