package io.ollio.agent.context;

import io.ollio.llm.LlmMessage;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a conversation within what a model can take. While there is room nothing is touched, so
 * that the provider's cache of the beginning stays good; when it is nearly full, older steps are
 * shortened in one go, down to half of the room, so that this is rare. Not thread-safe.
 */
public final class ContextWindow {
  private static final double FULL = 0.85;
  private static final double WANTED = 0.5;

  /** A shortening that saves less is not worth a changed beginning. */
  private static final double WORTHWHILE = 0.9;

  /** How many of the newest steps stay whole; the next number is tried when that is not enough. */
  private static final int[] WHOLE_STEPS = {4, 2, 1, 0};

  private final TokenEstimate estimate;
  private long tokens;

  /**
   * A window.
   *
   * @param tokens room for messages, in tokens
   * @param estimate counts them
   */
  public ContextWindow(long tokens, TokenEstimate estimate) {
    this.tokens = tokens;
    this.estimate = estimate;
  }

  /**
   * A conversation after shortening.
   *
   * @param messages what is left of it
   * @param tokensBefore estimated tokens before
   * @param tokensAfter estimated tokens now
   */
  public record Shortened(List<LlmMessage> messages, long tokensBefore, long tokensAfter) {}

  /** The messages shortened; empty while there is room, and when it would be of no use. */
  public Optional<Shortened> fit(List<LlmMessage> messages) {
    long now = estimate.of(messages);
    return now <= FULL * tokens ? Optional.empty() : shorten(messages, now, WANTED * tokens);
  }

  /**
   * The messages shortened because the server has refused them as too long, whatever the window was
   * thought to be; it is smaller from now on. Empty when nothing can be shortened.
   */
  public Optional<Shortened> squeeze(List<LlmMessage> messages) {
    long now = estimate.of(messages);
    tokens = Math.min(tokens, now);
    return shorten(messages, now, WANTED * tokens);
  }

  private Optional<Shortened> shorten(List<LlmMessage> messages, long now, double wanted) {
    List<LlmMessage> shorter = messages;
    long then = now;
    for (int i = 0; i < WHOLE_STEPS.length && then > wanted; i++) {
      shorter = Collapse.before(messages, WHOLE_STEPS[i]);
      then = estimate.of(shorter);
    }
    return then > WORTHWHILE * now
        ? Optional.empty()
        : Optional.of(new Shortened(shorter, now, then));
  }
}
