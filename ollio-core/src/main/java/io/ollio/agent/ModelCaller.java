package io.ollio.agent;

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

/**
 * Makes the model calls of one run: keeps the conversation within the model's window, and counts
 * the tokens, also of calls that failed half-way.
 */
final class ModelCaller {
  private final AgentTask task;
  private final LlmClient client;
  private final AgentSettings settings;
  private final List<ToolSpec> specs;
  private final TokenEstimate estimate = new TokenEstimate();
  private final ContextWindow window;

  ModelCaller(AgentTask task, LlmClient client, AgentSettings settings) {
    this.task = task;
    this.client = client;
    this.settings = settings;
    this.specs = task.tools().specs();
    this.window = new ContextWindow(settings.roomForMessages(), estimate);
  }

  /** Calls the model; a conversation that it refuses as too long is shortened and sent again. */
  LlmReply call(ToolChoice choice) {
    window.fit(task.transcript().messages()).ifPresent(this::adopt);
    ReplyReader reader = new ReplyReader(task.listener(), this::countUnanswered);
    try {
      return call(choice, reader);
    } catch (ContextTooLong e) {
      adopt(window.squeeze(task.transcript().messages()).orElseThrow(() -> e));
      reader.onRestart(e, 2);
      return call(choice, reader);
    }
  }

  private LlmReply call(ToolChoice choice, ReplyReader reader) {
    List<LlmMessage> messages = task.transcript().messages();
    LlmReply reply;
    try {
      reply = client.complete(request(messages, choice), reader, task.cancellation());
    } catch (RuntimeException e) {
      reader.giveUp();
      throw e;
    }
    TokenUsage usage = reply.usage();
    if (usage != null) {
      estimate.learn(messages, usage.inputTokens());
    }
    task.transcript().addCall(usage == null ? estimate(messages, lengthOf(reply)) : usage);
    return reply;
  }

  private LlmRequest request(List<LlmMessage> messages, ToolChoice choice) {
    return new LlmRequest(
        task.model(),
        messages,
        specs,
        choice,
        settings.temperature(),
        settings.maxOutputTokens(),
        Map.of());
  }

  /** Goes on with a shorter conversation, which tells the model what the files are now. */
  private void adopt(Shortened shortened) {
    task.transcript().replaceMessages(shortened.messages());
    task.transcript().addNote(AgentPrompts.shortened(task.workspace().knownFiles()));
    task.listener().onContextShortened(shortened.tokensBefore(), shortened.tokensAfter());
  }

  private void countUnanswered(long heard) {
    task.transcript().addUnanswered(estimate(task.transcript().messages(), heard));
  }

  private TokenUsage estimate(List<LlmMessage> messages, long outputLength) {
    return new TokenUsage(estimate.of(messages), 0, estimate.ofCharacters(outputLength), 0);
  }

  private static long lengthOf(LlmReply reply) {
    return reply.text().length()
        + reply.thinking().length()
        + TokenEstimate.charactersOfCalls(reply.toolCalls());
  }
}
