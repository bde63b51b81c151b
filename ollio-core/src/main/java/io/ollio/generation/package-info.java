/**
 * From a prompt to an outcome: {@link io.ollio.generation.GenerationService} takes requests and
 * tells how they fare, {@link io.ollio.generation.GenerationJob} does the work in the background.
 * Knows all ports and no adapter.
 */
@NullMarked
package io.ollio.generation;

import org.jspecify.annotations.NullMarked;
