/** The adapter against the fake server, over real HTTP. */
@NullMarked
package io.ollio.llm.openai;

import org.jspecify.annotations.NullMarked;
