package io.ollio.agent;

import io.ollio.OperationCancelled;
import io.ollio.agent.context.ContextWindow;
import io.ollio.agent.context.ContextWindow.Shortened;
import io.ollio.agent.context.TokenEstimate;
import io.ollio.agent.reply.ReplyReader;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException.ContextTooLong;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the model calls of one run: keeps the conversation within the model's window, and counts
 * the tokens, also of calls that failed half-way.
 */
final class ModelCaller {
  private static final int CHARACTERS_PER_TOKEN = 8;

  /** Replies of this length are never broken off, however few tokens the run has. */
  private static final long SHORTEST_BOUND = 100_000;

  private final AgentTask task;
  private final LlmClient client;
  private final AgentSettings settings;
  private final List<ToolSpec> specs;
  private final TokenEstimate estimate = new TokenEstimate();
  private final ContextWindow window;
  private final @Nullable String model;
  private volatile @Nullable String asked;
  private long uncounted;
  private final AtomicReference<@Nullable ReplyReader> inFlight = new AtomicReference<>();

  ModelCaller(AgentTask task, LlmClient client, AgentSettings settings) {
    this.task = task;
    this.client = client;
    this.settings = settings;
    this.specs = task.tools().specs();
    this.model = settings.models().nameFor(task.model());
    this.window = new ContextWindow(settings.roomForMessages(model), estimate);
  }

  /** Calls the model; a conversation that it refuses as too long is shortened and sent again. */
  LlmReply call(ToolChoice choice) {
    window.fit(task.transcript().messages()).ifPresent(this::adopt);
    ReplyReader reader =
        new ReplyReader(
            task.listener(), this::countUnanswered, other -> asked = other, longestReply());
    try {
      return call(choice, reader);
    } catch (ContextTooLong e) {
      Shortened shorter = window.squeeze(task.transcript().messages()).orElseThrow(() -> e);
      reader.onRestart(e, 2);
      adopt(shorter);
      return call(choice, reader);
    }
  }

  /**
   * In characters: no tokens are that long on average, and a reply that does not end leaves enough
   * of the run's tokens to ask again.
   */
  private long longestReply() {
    int limit = settings.models().outputLimit(model, settings.maxOutputTokens());
    long perReply = (long) CHARACTERS_PER_TOKEN * limit;
    return Math.max(SHORTEST_BOUND, Math.max(perReply, settings.limits().outputTokens()));
  }

  private LlmReply call(ToolChoice choice, ReplyReader reader) {
    List<LlmMessage> messages = task.transcript().messages();
    asked = model;
    inFlight.set(reader);
    LlmReply reply;
    try {
      reply = client.complete(request(messages, choice), reader, task.cancellation());
    } catch (RuntimeException e) {
      countInFlight();
      throw e;
    }
    if (inFlight.getAndSet(null) == null) {
      throw new OperationCancelled("The model's reply came too late, after the run was cancelled");
    }
    TokenUsage counted = reply.usage();
    if (counted != null) {
      estimate.learn(messages, counted.inputTokens());
    }
    TokenUsage estimated = estimate(messages, lengthOf(reply));
    TokenUsage usage = counted == null ? estimated : counted;
    uncounted = usage.inputTokens() - estimated.inputTokens();
    task.transcript().addCall(usage, settings.models().cost(usage, reply.model(), asked));
    return reply;
  }

  private LlmRequest request(List<LlmMessage> messages, ToolChoice choice) {
    return new LlmRequest(
        model, messages, specs, choice, settings.temperature(), outputLimit(), Map.of());
  }

  private int outputLimit() {
    return settings.models().outputLimit(model, settings.maxOutputTokens());
  }

  /** Counts the call under way as it is now; its reply will be dropped. */
  void abandon() {
    countInFlight();
  }

  /** Once for each call, by whoever comes first. */
  private void countInFlight() {
    ReplyReader unanswered = inFlight.getAndSet(null);
    if (unanswered != null) {
      unanswered.giveUp();
    }
  }

  /**
   * What one more call will use, if it is like those before. All that was sent is sent again, so
   * the server's last count tells more than the length of the texts.
   */
  RunLimits.Forecast forecast() {
    Transcript transcript = task.transcript();
    TokenUsage before = transcript.usage();
    long input = Math.max(0, estimate(transcript.messages(), 0).inputTokens() + uncounted);
    long cached =
        before.inputTokens() == 0
            ? 0
            : (long) ((double) input * before.cachedInputTokens() / before.inputTokens());
    long output =
        Math.min(before.outputTokens() / Math.max(1, transcript.modelCalls()), outputLimit());
    TokenUsage next = new TokenUsage(input, Math.min(input, cached), output, 0);
    return new RunLimits.Forecast(next, settings.models().cost(next, null, model));
  }

  /** Goes on with a shorter conversation, which tells the model what the files are now. */
  private void adopt(Shortened shortened) {
    task.transcript().replaceMessages(shortened.messages());
    task.transcript().addNote(AgentPrompts.shortened(task.workspace().knownFiles()));
    task.listener().onContextShortened(shortened.tokensBefore(), shortened.tokensAfter());
  }

  private void countUnanswered(long heard) {
    TokenUsage usage = estimate(task.transcript().messages(), heard);
    task.transcript().addUnanswered(usage, settings.models().cost(usage, null, asked));
  }

  private TokenUsage estimate(List<LlmMessage> messages, long outputLength) {
    return new TokenUsage(estimate.of(messages), 0, TokenEstimate.ofCharacters(outputLength), 0);
  }

  private static long lengthOf(LlmReply reply) {
    return reply.text().length()
        + reply.thinking().length()
        + TokenEstimate.charactersOfCalls(reply.toolCalls());
  }
}
