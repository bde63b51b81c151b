/** Recordings of the official client: the fake answers them, and this client's requests match. */
@NullMarked
package io.ollio.sandbox.e2b.recorded;

import org.jspecify.annotations.NullMarked;
