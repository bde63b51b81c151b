/**
 * Who uses the host: {@link io.ollio.owner.Owners}, their standing, and how often they may submit
 * ({@link io.ollio.owner.RateLimiter}). Signing in is the host's business.
 */
@NullMarked
package io.ollio.owner;

import org.jspecify.annotations.NullMarked;
