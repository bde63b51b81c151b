/**
 * The bridge with LangChain4j's own OpenAI models over real HTTP, with a scripted model that keeps
 * LangChain4j's rules, and with hand-written ones that do not.
 */
@NullMarked
package io.ollio.llm.langchain4j;

import org.jspecify.annotations.NullMarked;
