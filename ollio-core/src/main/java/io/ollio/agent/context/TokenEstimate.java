package io.ollio.agent.context;

import io.ollio.llm.LlmMessage;
import io.ollio.llm.ToolCall;
import java.util.List;

/**
 * How many tokens messages take: a guess from their characters, which becomes better with every
 * number that the server counts. Not thread-safe.
 */
public final class TokenEstimate {
  private static final int CHARACTERS_PER_TOKEN = 4;

  private static final double FEWEST = 1 / 6.0;
  private static final double MOST = 1;

  /** What providers count for a picture of the sizes that are sent here; between 85 and 1,600. */
  private static final long CHARACTERS_OF_AN_IMAGE = 4_000;

  private double tokensPerCharacter = 1.0 / CHARACTERS_PER_TOKEN;

  /** Tokens of these messages. */
  public long of(List<LlmMessage> messages) {
    return Math.round(characters(messages) * tokensPerCharacter);
  }

  /** Tokens of a text of which nobody has counted anything. */
  public static long ofCharacters(long characters) {
    return characters / CHARACTERS_PER_TOKEN;
  }

  /** Takes in what the server counted for these messages; zero is no count. */
  public void learn(List<LlmMessage> messages, long inputTokens) {
    long characters = characters(messages);
    if (inputTokens > 0 && characters > 0) {
      tokensPerCharacter = Math.max(FEWEST, Math.min(MOST, (double) inputTokens / characters));
    }
  }

  /** Length of the messages' texts, calls and results; a picture counts like a page of text. */
  public static long characters(List<LlmMessage> messages) {
    return messages.stream().mapToLong(TokenEstimate::characters).sum();
  }

  private static long characters(LlmMessage message) {
    if (message instanceof LlmMessage.System system) {
      return system.text().length();
    }
    if (message instanceof LlmMessage.User user) {
      return user.text().length() + user.images().size() * CHARACTERS_OF_AN_IMAGE;
    }
    if (message instanceof LlmMessage.Assistant assistant) {
      return assistant.text().length() + charactersOfCalls(assistant.toolCalls());
    }
    return ((LlmMessage.ToolResult) message).content().length();
  }

  /** Length of the names and arguments of calls. */
  public static long charactersOfCalls(List<ToolCall> calls) {
    return calls.stream().mapToLong(call -> call.name().length() + call.arguments().length()).sum();
  }
}
