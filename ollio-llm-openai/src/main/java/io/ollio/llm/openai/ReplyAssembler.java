package io.ollio.llm.openai;

import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.openai.ChunkReader.CallPiece;
import io.ollio.llm.openai.ChunkReader.Chunk;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the listener what each event brings, and puts the reply together. */
final class ReplyAssembler {
  private final LlmListener listener;
  private final ToolCallAssembler calls;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private String finish = "";
  private String model = "";
  private @Nullable TokenUsage usage;
  private boolean refused;
  private boolean hasChoice;

  ReplyAssembler(LlmListener listener, Supplier<String> ids) {
    this.listener = listener;
    this.calls = new ToolCallAssembler(listener, ids);
  }

  /** Returns whether the event moved the reply on: a piece of it, its end or its usage. */
  boolean accept(Chunk chunk) {
    hasChoice |= chunk.hasChoice;
    model = chunk.model;
    boolean content = acceptText(chunk);
    for (CallPiece piece : chunk.calls) {
      calls.accept(piece);
      content |= !piece.name().isEmpty() || !piece.arguments().isEmpty();
    }
    if (!chunk.finish.isEmpty()) {
      finish = chunk.finish;
      content = true;
    }
    if (chunk.usage != null) {
      usage = chunk.usage;
      content |= isFinished();
    }
    return content;
  }

  private boolean acceptText(Chunk chunk) {
    boolean content = false;
    if (!chunk.thinking.isEmpty()) {
      thinking.append(chunk.thinking);
      listener.onThinking(chunk.thinking);
      content = true;
    }
    if (!chunk.text.isEmpty()) {
      text.append(chunk.text);
      listener.onText(chunk.text);
      content = true;
    }
    if (!chunk.refusal.isEmpty()) {
      refused = true;
      text.append(chunk.refusal);
      listener.onText(chunk.refusal);
      content = true;
    }
    return content;
  }

  /** Whether the model said why it stopped. */
  boolean isFinished() {
    return !finish.isEmpty();
  }

  /** Whether any event held an answer, though it may be an empty one. */
  boolean hasChoice() {
    return hasChoice;
  }

  /** The server's word for why the model stopped; empty before. */
  String finish() {
    return finish;
  }

  LlmReply toReply() {
    List<ToolCall> finished = calls.finish();
    return new LlmReply(
        text.toString(), thinking.toString(), finished, stopReason(), finish, usage, model);
  }

  /** Servers say "stop", or only send the end marker, after tool calls too. */
  private StopReason stopReason() {
    return switch (finish) {
      case "length", "max_tokens", "model_length" -> StopReason.LENGTH;
      case "content_filter" -> StopReason.CONTENT_FILTER;
      case "", "stop", "tool_calls", "function_call", "end_turn", "stop_sequence", "eos" ->
          refused ? StopReason.REFUSAL : calls.isEmpty() ? StopReason.STOP : StopReason.TOOL_CALLS;
      default -> StopReason.OTHER;
    };
  }
}
