package io.ollio.agent;

import io.ollio.llm.LlmMessage;
import io.ollio.llm.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The conversation of one run with its counters, after some finished step. It can always be sent:
 * every tool call has its result. Grows in place; thread-safe, since a run that could not be
 * stopped is looked at from outside.
 */
public final class Transcript {
  private final List<LlmMessage> messages;
  private final List<String> stored = new ArrayList<>();
  private int steps;
  private int modelCalls;
  private TokenUsage usage;
  private BigDecimal cost;
  private final String origin;
  private final Map<String, Integer> complaints = new TreeMap<>();
  private Duration worked = Duration.ZERO;

  Transcript(
      String origin,
      List<LlmMessage> messages,
      int steps,
      int modelCalls,
      TokenUsage usage,
      BigDecimal cost) {
    this.origin = origin;
    this.messages = new ArrayList<>(messages);
    this.steps = steps;
    this.modelCalls = modelCalls;
    this.usage = usage;
    this.cost = cost;
  }

  /**
   * A new conversation that begins with these messages.
   *
   * @param origin the caller's own note on where the work began, stored with it; may be empty
   */
  public static Transcript of(String origin, List<LlmMessage> messages) {
    return new Transcript(origin, messages, 0, 0, TokenUsage.NONE, BigDecimal.ZERO);
  }

  /**
   * The conversation that {@link #toJson} stored.
   *
   * @throws IllegalArgumentException when the text is not one
   */
  public static Transcript fromJson(String json) {
    return TranscriptJson.read(json);
  }

  /** The conversation as JSON text. */
  public synchronized String toJson() {
    return TranscriptJson.write(this, stored);
  }

  /** The caller's own note on where the work began. */
  public String origin() {
    return origin;
  }

  /** The messages so far, oldest first. */
  public synchronized List<LlmMessage> messages() {
    return List.copyOf(messages);
  }

  /** Finished steps. */
  public synchronized int steps() {
    return steps;
  }

  /** Model calls that were answered. */
  public synchronized int modelCalls() {
    return modelCalls;
  }

  /** Tokens of all model calls so far; calls without a count from the server are estimated. */
  public synchronized TokenUsage usage() {
    return usage;
  }

  /** What they cost by the catalogue's prices; calls of models without a price count as zero. */
  public synchronized BigDecimal cost() {
    return cost;
  }

  /**
   * Counts what an earlier attempt used after the step that this conversation goes on from. What is
   * counted already is not counted twice.
   */
  public synchronized void countAtLeast(int calls, TokenUsage used, BigDecimal paid) {
    modelCalls = Math.max(modelCalls, calls);
    usage =
        new TokenUsage(
            Math.max(usage.inputTokens(), used.inputTokens()),
            Math.max(usage.cachedInputTokens(), used.cachedInputTokens()),
            Math.max(usage.outputTokens(), used.outputTokens()),
            Math.max(usage.reasoningTokens(), used.reasoningTokens()));
    cost = cost.max(paid);
  }

  synchronized void add(LlmMessage message) {
    messages.add(message);
  }

  /** Goes on with other words for what was said; what was counted stays. */
  synchronized void replaceMessages(List<LlmMessage> others) {
    messages.clear();
    messages.addAll(others);
    stored.clear();
  }

  /** Adds words to the last message of the user's side, or as one. */
  synchronized void addNote(String text) {
    if (last() instanceof LlmMessage.User user) {
      messages.set(
          messages.size() - 1, new LlmMessage.User(user.text() + "\n\n" + text, user.images()));
      stored.clear();
    } else {
      messages.add(new LlmMessage.User(text));
    }
  }

  synchronized void addCall(TokenUsage used, BigDecimal paid) {
    modelCalls++;
    addUnanswered(used, paid);
  }

  /** Tokens of a call that was paid for but never answered. */
  synchronized void addUnanswered(TokenUsage used, BigDecimal paid) {
    usage = usage.plus(used);
    cost = cost.add(paid);
  }

  synchronized void finishStep() {
    steps++;
  }

  /** Time that the run has worked, over all attempts, up to the last finished step. */
  public synchronized Duration worked() {
    return worked;
  }

  synchronized void setWorked(Duration total) {
    worked = total;
  }

  /** Counts one more complaint of a kind, over all attempts; returns how many there are now. */
  synchronized int addComplaint(String kind) {
    return complaints.merge(kind, 1, Integer::sum);
  }

  synchronized Map<String, Integer> complaints() {
    return Map.copyOf(complaints);
  }

  /** Gives back what an earlier attempt had used up of the run's patience. */
  synchronized Transcript withUsedUp(Duration time, Map<String, Integer> heard) {
    worked = time;
    complaints.putAll(heard);
    return this;
  }

  synchronized LlmMessage last() {
    return messages.get(messages.size() - 1);
  }
}
