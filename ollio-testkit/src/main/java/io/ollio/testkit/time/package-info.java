/** Time that a test moves by hand. Start at {@link io.ollio.testkit.time.ManualTime}. */
@NullMarked
package io.ollio.testkit.time;

import org.jspecify.annotations.NullMarked;
