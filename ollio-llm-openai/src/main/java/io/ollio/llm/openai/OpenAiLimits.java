package io.ollio.llm.openai;

import io.ollio.InvalidInput;
import java.time.Duration;

/**
 * Bounds of one model call. A call that passes a time limit ends as {@link
 * io.ollio.llm.LlmException.TimedOut}, one that passes a size limit as {@link
 * io.ollio.llm.LlmException.ReplyBroken}; both messages name the limit and its value.
 *
 * @param connect longest time until connected, TLS included
 * @param firstToken longest wait from there to the first piece of the reply; hidden reasoning and
 *     the loading of a local model happen here
 * @param idle longest silence between two pieces of the reply; comments, pings and empty events do
 *     not end the silence
 * @param total longest time of the whole call
 * @param maxEventBytes longest single event of the stream, or whole reply where the server does not
 *     stream
 * @param maxReplyBytes most bytes of the whole stream; every token costs about 250 of them
 */
public record OpenAiLimits(
    Duration connect,
    Duration firstToken,
    Duration idle,
    Duration total,
    int maxEventBytes,
    long maxReplyBytes) {

  /** Longest time limit accepted, so that arithmetic on nanoseconds stays safe. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Connect 10 s, first token 3 min, idle 60 s, total 10 min (what OpenAI's own client libraries
   * allow), 8 MiB an event, 64 MiB a reply.
   */
  public static final OpenAiLimits DEFAULT =
      new OpenAiLimits(
          Duration.ofSeconds(10),
          Duration.ofMinutes(3),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          8 << 20,
          64L << 20);

  /** Checks the ranges. */
  public OpenAiLimits {
    checkTime(connect, "connect");
    checkTime(firstToken, "firstToken");
    checkTime(idle, "idle");
    checkTime(total, "total");
    InvalidInput.check(
        maxEventBytes >= 1024, "maxEventBytes", "is " + maxEventBytes + ", must be at least 1024");
    InvalidInput.check(
        maxReplyBytes >= maxEventBytes,
        "maxReplyBytes",
        "is " + maxReplyBytes + ", must be at least maxEventBytes, " + maxEventBytes);
  }

  /** These limits with another one for connecting. */
  public OpenAiLimits withConnect(Duration limit) {
    return new OpenAiLimits(limit, firstToken, idle, total, maxEventBytes, maxReplyBytes);
  }

  /** These limits with another one for the first piece of the reply. */
  public OpenAiLimits withFirstToken(Duration limit) {
    return new OpenAiLimits(connect, limit, idle, total, maxEventBytes, maxReplyBytes);
  }

  /** These limits with another one for silence. */
  public OpenAiLimits withIdle(Duration limit) {
    return new OpenAiLimits(connect, firstToken, limit, total, maxEventBytes, maxReplyBytes);
  }

  /** These limits with another one for the whole call. */
  public OpenAiLimits withTotal(Duration limit) {
    return new OpenAiLimits(connect, firstToken, idle, limit, maxEventBytes, maxReplyBytes);
  }

  /** These limits with other sizes. */
  public OpenAiLimits withSizes(int eventBytes, long replyBytes) {
    return new OpenAiLimits(connect, firstToken, idle, total, eventBytes, replyBytes);
  }

  private static void checkTime(Duration limit, String field) {
    InvalidInput.check(
        limit.compareTo(Duration.ZERO) > 0 && limit.compareTo(LONGEST) <= 0,
        field,
        "is " + limit + ", must be more than zero and at most " + LONGEST);
  }
}
