package io.ollio.agent;

import io.ollio.OperationCancelled;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the model calls of one run and counts their tokens, also of calls that failed half-way. */
final class ModelCaller {
  /** Rough number of characters in a token, for calls whose tokens the server did not count. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final AgentTask task;
  private final LlmClient client;
  private final AgentSettings settings;
  private final List<ToolSpec> specs;
  private final AtomicReference<@Nullable ReplyReader> inFlight = new AtomicReference<>();

  ModelCaller(AgentTask task, LlmClient client, AgentSettings settings) {
    this.task = task;
    this.client = client;
    this.settings = settings;
    this.specs = task.tools().specs();
  }

  LlmReply call(ToolChoice choice) {
    List<LlmMessage> messages = task.transcript().messages();
    LlmRequest request =
        new LlmRequest(
            task.model(),
            messages,
            specs,
            choice,
            settings.temperature(),
            settings.maxOutputTokens(),
            Map.of());
    ReplyReader reader =
        new ReplyReader(task.listener(), heard -> countUnanswered(messages, heard));
    inFlight.set(reader);
    LlmReply reply;
    try {
      reply = client.complete(request, reader, task.cancellation());
    } catch (RuntimeException e) {
      countInFlight();
      throw e;
    }
    if (inFlight.getAndSet(null) == null) {
      throw new OperationCancelled("The model's reply came too late, after the run was cancelled");
    }
    TokenUsage usage = reply.usage();
    task.transcript().addCall(usage == null ? estimate(messages, lengthOf(reply)) : usage);
    return reply;
  }

  /** Counts the call under way as it is now; its reply will be dropped. */
  void abandon() {
    countInFlight();
  }

  /** Once for each call, by whoever comes first. */
  private void countInFlight() {
    ReplyReader unanswered = inFlight.getAndSet(null);
    if (unanswered != null && unanswered.heard() > 0) {
      countUnanswered(task.transcript().messages(), unanswered.heard());
    }
  }

  private void countUnanswered(List<LlmMessage> messages, long heard) {
    task.transcript().addUnanswered(estimate(messages, heard));
  }

  private static TokenUsage estimate(List<LlmMessage> messages, long outputLength) {
    long inputLength = messages.stream().mapToLong(ModelCaller::lengthOf).sum();
    return new TokenUsage(
        inputLength / CHARACTERS_PER_TOKEN, 0, outputLength / CHARACTERS_PER_TOKEN, 0);
  }

  private static long lengthOf(LlmReply reply) {
    return reply.text().length() + reply.thinking().length() + lengthOf(reply.toolCalls());
  }

  private static long lengthOf(List<ToolCall> calls) {
    return calls.stream().mapToLong(call -> call.name().length() + call.arguments().length()).sum();
  }

  private static long lengthOf(LlmMessage message) {
    if (message instanceof LlmMessage.System system) {
      return system.text().length();
    }
    if (message instanceof LlmMessage.User user) {
      return user.text().length();
    }
    if (message instanceof LlmMessage.Assistant assistant) {
      return assistant.text().length() + lengthOf(assistant.toolCalls());
    }
    return ((LlmMessage.ToolResult) message).content().length();
  }
}
