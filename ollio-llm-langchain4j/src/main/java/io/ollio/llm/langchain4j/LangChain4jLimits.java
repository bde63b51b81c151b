package io.ollio.llm.langchain4j;

import io.ollio.InvalidInput;
import java.time.Duration;

/**
 * Bounds of one model call. A call that passes a time limit ends as {@link
 * io.ollio.llm.LlmException.TimedOut}, one that passes the size limit as {@link
 * io.ollio.llm.LlmException.ReplyBroken}; both messages name the limit and its value. LangChain4j
 * does not tell when it is connected, so connecting counts as part of the wait for the first piece.
 *
 * @param firstToken longest wait from the start of the call to the first piece of the reply; not
 *     used with a blocking model, where the first piece is the whole reply
 * @param idle longest silence between two pieces of the reply; whatever LangChain4j hears but does
 *     not hand on does not end the silence; not used with a blocking model
 * @param total longest time of the whole call
 * @param maxReplyChars most characters of the whole reply; a reply that a slow listener has not
 *     heard yet is kept in memory up to here
 */
public record LangChain4jLimits(
    Duration firstToken, Duration idle, Duration total, long maxReplyChars) {

  /** Longest time limit accepted, so that arithmetic on nanoseconds stays safe. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /** First token 3 min, idle 60 s, total 10 min, 16 million characters. */
  public static final LangChain4jLimits DEFAULT =
      new LangChain4jLimits(
          Duration.ofMinutes(3), Duration.ofSeconds(60), Duration.ofMinutes(10), 16_000_000);

  /** Checks the ranges. */
  public LangChain4jLimits {
    checkTime(firstToken, "firstToken");
    checkTime(idle, "idle");
    checkTime(total, "total");
    InvalidInput.check(
        maxReplyChars >= 1024, "maxReplyChars", "is " + maxReplyChars + ", must be at least 1024");
  }

  /** These limits with another one for the first piece of the reply. */
  public LangChain4jLimits withFirstToken(Duration limit) {
    return new LangChain4jLimits(limit, idle, total, maxReplyChars);
  }

  /** These limits with another one for silence. */
  public LangChain4jLimits withIdle(Duration limit) {
    return new LangChain4jLimits(firstToken, limit, total, maxReplyChars);
  }

  /** These limits with another one for the whole call. */
  public LangChain4jLimits withTotal(Duration limit) {
    return new LangChain4jLimits(firstToken, idle, limit, maxReplyChars);
  }

  /** These limits with another one for the size of the reply. */
  public LangChain4jLimits withMaxReplyChars(long limit) {
    return new LangChain4jLimits(firstToken, idle, total, limit);
  }

  private static void checkTime(Duration limit, String field) {
    InvalidInput.check(
        limit.compareTo(Duration.ZERO) > 0 && limit.compareTo(LONGEST) <= 0,
        field,
        "is " + limit + ", must be more than zero and at most " + LONGEST);
  }
}
