package io.ollio.credit;

import io.ollio.OwnerId;
import java.time.Instant;

/**
 * An owner's credits as of now.
 *
 * @param owner whose they are
 * @param plan the plan in force
 * @param granted extra credits given in this period, on top of the plan's limit
 * @param used credits captured in this period
 * @param held credits set aside by open holds
 * @param resetAt when the period ends; used and granted start from zero then, holds stay. While no
 *     period has begun, when one that began now would end
 */
public record Account(
    OwnerId owner, Plan plan, Credits granted, Credits used, Credits held, Instant resetAt) {
  /** Plan limit and grants together. */
  public Credits limit() {
    return plan.limit().plus(granted);
  }

  /** What can still be held. */
  public Credits available() {
    return limit().minusUpToZero(used.plus(held));
  }
}
