/**
 * From a prompt to an outcome: {@link io.ollio.pipeline.GenerationService} takes requests and tells
 * how they fare, {@link io.ollio.pipeline.GenerationJob} does the work in the background. Knows all
 * ports and no adapter. The values that hosts handle are in {@code io.ollio.generation}.
 */
@NullMarked
package io.ollio.pipeline;

import org.jspecify.annotations.NullMarked;
