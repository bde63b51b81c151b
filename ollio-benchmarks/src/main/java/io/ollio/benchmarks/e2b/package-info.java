/** What calls to E2B cost, beside the official JavaScript client; see {@code e2b/compare}. */
@NullMarked
package io.ollio.benchmarks.e2b;

import org.jspecify.annotations.NullMarked;
