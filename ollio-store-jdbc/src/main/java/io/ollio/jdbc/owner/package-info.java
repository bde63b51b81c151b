/**
 * Owners and their rate limit on JDBC: {@link io.ollio.jdbc.owner.JdbcOwners} and {@link
 * io.ollio.jdbc.owner.JdbcRateLimiter}.
 */
@NullMarked
package io.ollio.jdbc.owner;

import org.jspecify.annotations.NullMarked;
