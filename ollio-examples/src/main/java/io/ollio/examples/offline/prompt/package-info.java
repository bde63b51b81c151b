/**
 * Reads the words of an English prompt: which component, which texts, entries, fields and looks.
 * Plain rules and word lists, no statistics. Start with {@link
 * io.ollio.examples.offline.prompt.PromptReader}.
 */
@NullMarked
package io.ollio.examples.offline.prompt;

import org.jspecify.annotations.NullMarked;
