package io.ollio.credit;

import io.ollio.OwnerId;
import java.time.Instant;

/**
 * Credits set aside for one piece of work.
 *
 * @param owner whose credits
 * @param key the caller's name for the piece of work; unique over all owners
 * @param amount credits set aside
 * @param captured credits really taken; zero while open and when released; stays when refunded
 * @param state where it stands
 * @param createdAt when it was made
 */
public record Hold(
    OwnerId owner, String key, Credits amount, Credits captured, State state, Instant createdAt) {
  /** Where a hold stands. */
  public enum State {
    /** The credits are set aside. */
    OPEN,
    /** Some or all were taken, the rest is free again. */
    CAPTURED,
    /** All are free again. */
    RELEASED,
    /** They were taken and given back. */
    REFUNDED
  }
}
