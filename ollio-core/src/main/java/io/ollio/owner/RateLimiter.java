package io.ollio.owner;

import io.ollio.OwnerId;

/**
 * Bounds how often each owner may submit.
 *
 * <p>Thread-safety: any number of threads. Blocking: a database round trip at most; never waits for
 * its turn. Lifetime: the host's. Limits: 100 permits in any minute for each owner by default.
 */
@FunctionalInterface
public interface RateLimiter {
  /**
   * Takes one permit; it is not given back. A refused try takes none.
   *
   * @throws OwnerException.TooManyRequests when none is left; says when to come again
   */
  void acquire(OwnerId owner);
}
