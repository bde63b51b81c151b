/** Runs of the port's contract, and what the adapter does beyond it. */
@NullMarked
package io.ollio.sandbox.e2b;

import org.jspecify.annotations.NullMarked;
