/**
 * {@link io.ollio.llm.openai.OpenAiLlmClient}: models behind OpenAI's Chat Completions protocol, at
 * OpenAI or any compatible server. Start there and at {@link io.ollio.llm.openai.OpenAiSettings};
 * everything else is package-private: writing the request, reading the event stream, the time
 * limits and the error table. Nothing here retries a call; that is {@link
 * io.ollio.llm.RetryingLlmClient}'s.
 */
@NullMarked
package io.ollio.llm.openai;

import org.jspecify.annotations.NullMarked;
