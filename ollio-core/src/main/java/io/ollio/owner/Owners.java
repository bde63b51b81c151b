package io.ollio.owner;

import io.ollio.OwnerId;
import io.ollio.Page;
import io.ollio.PageRequest;
import java.util.Optional;

/**
 * The owners that the library has heard of.
 *
 * <p>Thread-safety: any number of threads. Blocking: yes. Lifetime: the host's. Limits: texts of at
 * most 1,000 characters.
 */
public interface Owners {
  /** Adds the owner, or replaces what is known; the time of creation of a known one stays. */
  Owner put(Owner owner);

  /** Adds the owner with nothing but the id unless known; returns what is known. */
  Owner ensure(OwnerId id);

  /** The owner with this id. */
  Optional<Owner> find(OwnerId id);

  /**
   * Changes the standing.
   *
   * @throws OwnerException.OwnerNotFound when unknown
   */
  Owner changeStatus(OwnerId id, Owner.Status status);

  /** All owners; the page's position is an owner's id. */
  Page<Owner> list(PageRequest page);

  /** Removes what is known about the owner here; tells whether there was anything. */
  boolean erase(OwnerId id);
}
