/** The code of {@code docs/e2b.md}, run against the fake, and a run against the real E2B. */
@NullMarked
package io.ollio.sandbox.e2b.guide;

import org.jspecify.annotations.NullMarked;
