/**
 * What hosts handle of a generation: requests, settings, events, results, and the parts that a
 * pipeline is made of. Start at {@link io.ollio.generation.GenerationRequest}; the work is done in
 * {@code io.ollio.pipeline}.
 */
@NullMarked
package io.ollio.generation;

import org.jspecify.annotations.NullMarked;
