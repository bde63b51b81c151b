/** What a sandbox says of itself: log lines, and what its processor, memory and disk do. */
@NullMarked
package io.ollio.sandbox.e2b.monitor;

import org.jspecify.annotations.NullMarked;
