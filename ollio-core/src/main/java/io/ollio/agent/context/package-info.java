/**
 * Keeping a conversation within a model's context window: {@link
 * io.ollio.agent.context.ContextWindow} says when, {@link io.ollio.agent.context.Collapse} how. It
 * knows messages only, no tools and no runs.
 */
@NullMarked
package io.ollio.agent.context;

import org.jspecify.annotations.NullMarked;
