package io.ollio.credit;

import io.ollio.InvalidInput;

/** A whole number of credits, never negative. */
public record Credits(long amount) implements Comparable<Credits> {
  /** No credits. */
  public static final Credits ZERO = new Credits(0);

  /** Checks the sign. */
  public Credits {
    InvalidInput.check(amount >= 0, "credits", "are " + amount + ", must not be negative");
  }

  /** This many credits. */
  public static Credits of(long amount) {
    return new Credits(amount);
  }

  /** The sum of both. */
  public Credits plus(Credits other) {
    return new Credits(Math.addExact(amount, other.amount));
  }

  /** What remains after taking the other away, zero when it is larger. */
  public Credits minusUpToZero(Credits other) {
    return new Credits(Math.max(0, amount - other.amount));
  }

  @Override
  public int compareTo(Credits other) {
    return Long.compare(amount, other.amount);
  }

  @Override
  public String toString() {
    return Long.toString(amount);
  }
}
