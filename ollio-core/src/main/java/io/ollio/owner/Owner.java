package io.ollio.owner;

import io.ollio.OwnerId;
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
}
