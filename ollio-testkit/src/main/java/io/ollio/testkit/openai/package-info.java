/**
 * An OpenAI-compatible server for tests, on loopback, with real HTTP and every known fault. Start
 * at {@link io.ollio.testkit.openai.FakeOpenAiServer}; {@link io.ollio.testkit.openai.OpenAiScript}
 * says what it answers and {@link io.ollio.testkit.openai.OpenAiFault} lists what can go wrong.
 */
@NullMarked
package io.ollio.testkit.openai;

import org.jspecify.annotations.NullMarked;
