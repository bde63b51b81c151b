package io.ollio.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's whole answer.
 *
 * @param text its words; may be empty
 * @param thinking its visible reasoning; usually empty
 * @param toolCalls the calls it asks for, in the order of their index
 * @param stopReason why it stopped
 * @param rawStopReason the server's own word for that; empty when it sent none
 * @param usage tokens used; absent when the server does not say
 * @param model the model that answered, as the server names it; empty when it does not
 */
public record LlmReply(
    String text,
    String thinking,
    List<ToolCall> toolCalls,
    StopReason stopReason,
    String rawStopReason,
    @Nullable TokenUsage usage,
    String model) {

  /** Copies the calls. */
  public LlmReply {
    toolCalls = List.copyOf(toolCalls);
  }

  /** A finished text answer, for tests and simple clients. */
  public static LlmReply ofText(String text) {
    return new LlmReply(text, "", List.of(), StopReason.STOP, "stop", null, "");
  }

  /** An answer that calls tools, for tests and simple clients. */
  public static LlmReply ofToolCalls(String text, List<ToolCall> calls) {
    return new LlmReply(text, "", calls, StopReason.TOOL_CALLS, "tool_calls", null, "");
  }

  /** This reply as one of another model. */
  public LlmReply withModel(String name) {
    return new LlmReply(text, thinking, toolCalls, stopReason, rawStopReason, usage, name);
  }

  /** This reply as a message of the conversation. */
  public LlmMessage.Assistant toMessage() {
    return new LlmMessage.Assistant(text, toolCalls);
  }
}
