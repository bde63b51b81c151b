package io.ollio.testkit.openai;

import io.ollio.testkit.llm.LlmScript;
import org.jspecify.annotations.Nullable;

/**
 * What the server does in one call.
 *
 * @param script the reply as it should be
 * @param fault what goes wrong with it; absent when nothing does
 */
public record OpenAiAnswer(LlmScript script, @Nullable OpenAiFault fault) {
  /** A good answer. */
  public static OpenAiAnswer of(LlmScript script) {
    return new OpenAiAnswer(script, null);
  }

  /** The same answer gone wrong. */
  public OpenAiAnswer with(OpenAiFault spoiled) {
    return new OpenAiAnswer(script, spoiled);
  }

  /** For a call that nobody expected. */
  static OpenAiAnswer unscripted(OpenAiCall call) {
    return new OpenAiAnswer(LlmScript.reply(), RejectionFault.unscripted(call));
  }
}
