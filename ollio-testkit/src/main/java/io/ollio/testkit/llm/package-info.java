/**
 * Models for tests: {@link io.ollio.testkit.llm.LlmScript} says what a model does in one call,
 * {@link io.ollio.testkit.llm.ScriptedLlmClient} does it. For authors of adapters: the suites
 * {@link io.ollio.testkit.llm.LlmClientContract} and {@link
 * io.ollio.testkit.llm.LlmClientLimitsContract}.
 */
@NullMarked
package io.ollio.testkit.llm;

import org.jspecify.annotations.NullMarked;
