/** Programs that measure what the library costs, always beside a named baseline in the same run. */
@NullMarked
package io.ollio.benchmarks;

import org.jspecify.annotations.NullMarked;
