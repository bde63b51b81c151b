/** Contracts of the owners and of the rate limiter. */
@NullMarked
package io.ollio.testkit.owner;

import org.jspecify.annotations.NullMarked;
