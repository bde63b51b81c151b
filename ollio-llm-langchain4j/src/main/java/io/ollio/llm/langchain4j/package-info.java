/**
 * {@link io.ollio.llm.langchain4j.LangChain4jLlmClient}: any LangChain4j chat model as an {@link
 * io.ollio.llm.LlmClient}, on {@code langchain4j-core} alone. Start there and at {@link
 * io.ollio.llm.langchain4j.LangChain4jSettings}; everything else is package-private: translating
 * requests and tool schemas, the inbox between the model's threads and the caller's, the watch over
 * time, putting the reply together, and the error table. Nothing here retries a call; that is
 * {@link io.ollio.llm.RetryingLlmClient}'s.
 */
@NullMarked
package io.ollio.llm.langchain4j;

import org.jspecify.annotations.NullMarked;
