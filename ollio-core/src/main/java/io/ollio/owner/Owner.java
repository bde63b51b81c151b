package io.ollio.owner;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.StorableText;
import java.time.Instant;

/**
 * A user or tenant of the host.
 *
 * @param id the host's id
 * @param email may be empty
 * @param name shown to others; may be empty
 * @param imageUrl may be empty
 * @param paymentCustomer id of the customer at the host's payment provider; may be empty
 * @param status whether the owner may use the library
 * @param createdAt when first heard of
 */
public record Owner(
    OwnerId id,
    String email,
    String name,
    String imageUrl,
    String paymentCustomer,
    Status status,
    Instant createdAt) {
  /** Longest text, in characters. */
  public static final int MAX_TEXT_LENGTH = 1_000;

  /** Checks the texts. */
  public Owner {
    check(email, "owner email");
    check(name, "owner name");
    check(imageUrl, "owner imageUrl");
    check(paymentCustomer, "owner paymentCustomer");
  }

  /** Standing of an owner. */
  public enum Status {
    /** May do everything. */
    ACTIVE,
    /** May read but not submit or change anything. */
    SUSPENDED
  }

  /** An active owner of whom only the id is known. */
  public static Owner of(OwnerId id, Instant createdAt) {
    return new Owner(id, "", "", "", "", Status.ACTIVE, createdAt);
  }

  /** This owner with another status. */
  public Owner withStatus(Status other) {
    return new Owner(id, email, name, imageUrl, paymentCustomer, other, createdAt);
  }

  private static void check(String text, String field) {
    InvalidInput.check(
        text.length() <= MAX_TEXT_LENGTH,
        field,
        "has " + text.length() + " characters, more than " + MAX_TEXT_LENGTH);
    StorableText.check(text, field);
  }
}
