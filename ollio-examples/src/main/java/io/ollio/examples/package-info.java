/** Runnable programs, one idea each. Start at {@link io.ollio.examples.GenerateComponent}. */
@NullMarked
package io.ollio.examples;

import org.jspecify.annotations.NullMarked;
