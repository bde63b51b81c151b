package io.ollio.llm;

import io.ollio.InvalidInput;

/**
 * Tokens of one or more model calls, as the server counted them.
 *
 * @param inputTokens all tokens sent, the cached ones included
 * @param cachedInputTokens the part of the input that came from the provider's cache
 * @param outputTokens all tokens received, the reasoning ones included
 * @param reasoningTokens the part of the output that was reasoning
 */
public record TokenUsage(
    long inputTokens, long cachedInputTokens, long outputTokens, long reasoningTokens) {
  /** Nothing used. */
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

  /** Checks that nothing is negative. */
  public TokenUsage {
    InvalidInput.check(
        inputTokens >= 0 && cachedInputTokens >= 0 && outputTokens >= 0 && reasoningTokens >= 0,
        "token usage",
        "must not be negative: "
            + inputTokens
            + ", "
            + cachedInputTokens
            + ", "
            + outputTokens
            + ", "
            + reasoningTokens);
  }

  /** The sum of both. */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        inputTokens + other.inputTokens,
        cachedInputTokens + other.cachedInputTokens,
        outputTokens + other.outputTokens,
        reasoningTokens + other.reasoningTokens);
  }

  /** Input and output together. */
  public long totalTokens() {
    return inputTokens + outputTokens;
  }
}
