/** Checks that tests leave nothing running. Start at {@link io.ollio.testkit.leak.LeakCheck}. */
@NullMarked
package io.ollio.testkit.leak;

import org.jspecify.annotations.NullMarked;
