/**
 * The fault matrix: one generation of seven turns, each fault at its first, third and last turn,
 * with every kind of model client. Start at {@link io.ollio.examples.faults.FaultMatrixTest}; what
 * it saw is in {@code docs/faults.md}.
 */
@NullMarked
package io.ollio.examples.faults;

import org.jspecify.annotations.NullMarked;
