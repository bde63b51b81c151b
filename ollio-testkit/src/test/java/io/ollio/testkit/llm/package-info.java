/** Runs of the model contract inside the process, and proof that it bites. */
@NullMarked
package io.ollio.testkit.llm;

import org.jspecify.annotations.NullMarked;
