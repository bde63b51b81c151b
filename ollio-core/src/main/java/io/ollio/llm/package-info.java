/**
 * The language model port: {@link io.ollio.llm.LlmClient} with requests, replies and errors, and
 * the one place that repeats model calls, {@link io.ollio.llm.RetryingLlmClient}. Nothing here
 * knows a vendor or the agent loop.
 */
@NullMarked
package io.ollio.llm;

import org.jspecify.annotations.NullMarked;
