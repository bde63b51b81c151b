package io.ollio.agent;

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
import org.jspecify.annotations.Nullable;

/** Makes the model calls of one run and counts their tokens, also of calls that failed half-way. */
final class ModelCaller {
  /** Rough number of characters in a token, for calls whose tokens the server did not count. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final AgentTask task;
  private final LlmClient client;
  private final AgentSettings settings;
  private final List<ToolSpec> specs;
  private final @Nullable String model;
  private @Nullable String asked;
  private long uncounted;

  ModelCaller(AgentTask task, LlmClient client, AgentSettings settings) {
    this.task = task;
    this.client = client;
    this.settings = settings;
    this.specs = task.tools().specs();
    this.model = settings.models().nameFor(task.model());
  }

  LlmReply call(ToolChoice choice) {
    List<LlmMessage> messages = task.transcript().messages();
    LlmRequest request =
        new LlmRequest(
            model,
            messages,
            specs,
            choice,
            settings.temperature(),
            settings.models().outputLimit(model, settings.maxOutputTokens()),
            Map.of());
    asked = model;
    ReplyReader reader =
        new ReplyReader(
            task.listener(), heard -> countUnanswered(messages, heard), other -> asked = other);
    LlmReply reply;
    try {
      reply = client.complete(request, reader, task.cancellation());
    } catch (RuntimeException e) {
      if (reader.heard() > 0) {
        countUnanswered(messages, reader.heard());
      }
      throw e;
    }
    TokenUsage counted = reply.usage();
    TokenUsage estimated = estimate(messages, lengthOf(reply));
    TokenUsage usage = counted == null ? estimated : counted;
    uncounted = usage.inputTokens() - estimated.inputTokens();
    task.transcript().addCall(usage, settings.models().cost(usage, reply.model(), asked));
    return reply;
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
    long output = before.outputTokens() / Math.max(1, transcript.modelCalls());
    TokenUsage next = new TokenUsage(input, Math.min(input, cached), output, 0);
    return new RunLimits.Forecast(next, settings.models().cost(next, null, model));
  }

  private void countUnanswered(List<LlmMessage> messages, long heard) {
    TokenUsage usage = estimate(messages, heard);
    task.transcript().addUnanswered(usage, settings.models().cost(usage, null, asked));
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
