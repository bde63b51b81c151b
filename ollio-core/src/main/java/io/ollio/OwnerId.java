package io.ollio;

/**
 * The host's own id of a user or tenant, as a bare text the host chooses (at most 200 characters).
 * Every project, credit account and limit belongs to one owner.
 */
public record OwnerId(String value) {
  /** Longest id accepted, in characters. */
  public static final int MAX_LENGTH = 200;

  /** Checks the id. */
  public OwnerId {
    InvalidInput.text(value, "ownerId", MAX_LENGTH);
  }

  /** The owner with this id. */
  public static OwnerId of(String value) {
    return new OwnerId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
