package io.ollio.examples.offline;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.Sleeper;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Speaks one turn in small pieces, as a model does that is still thinking. */
final class ReplyStream {
  private static final int PIECE_CHARS = 40;

  private final LlmListener listener;
  private final Cancellation cancellation;
  private final Sleeper sleeper;
  private final Duration pause;
  private long charsLeft;
  private long charsSpoken;

  ReplyStream(LlmListener listener, Cancellation cancellation, Sleeper sleeper, Duration pause) {
    this.listener = listener;
    this.cancellation = cancellation;
    this.sleeper = sleeper;
    this.pause = pause;
  }

  /**
   * Speaks the turn.
   *
   * @param firstId number of the first tool call's id
   * @param mostChars where the answer is cut off, as a token limit does
   */
  LlmReply speak(Turn turn, String model, int firstId, long inputChars, long mostChars) {
    charsLeft = mostChars;
    checkCancelled();
    String text = speak(turn.text(), listener::onText);
    List<ToolCall> calls = new ArrayList<>();
    for (int i = 0; i < turn.calls().size() && charsLeft > 0; i++) {
      calls.add(call(turn.calls().get(i), i, "call_" + (firstId + i)));
    }
    StopReason reason =
        charsLeft <= 0
            ? StopReason.LENGTH
            : calls.isEmpty() ? StopReason.STOP : StopReason.TOOL_CALLS;
    String raw =
        switch (reason) {
          case LENGTH -> "length";
          case TOOL_CALLS -> "tool_calls";
          default -> "stop";
        };
    TokenUsage usage = new TokenUsage(tokens(inputChars), 0, tokens(charsSpoken), 0);
    return new LlmReply(text, "", calls, reason, raw, usage, model);
  }

  private ToolCall call(PlannedCall planned, int index, String id) {
    listener.onToolCall(new ToolCallDelta(index, id, planned.tool(), ""));
    String arguments =
        speak(
            planned.arguments(),
            piece -> listener.onToolCall(new ToolCallDelta(index, id, planned.tool(), piece)));
    return new ToolCall(id, planned.tool(), arguments);
  }

  /** Speaks a text piece by piece and returns how far it came. */
  private String speak(String text, java.util.function.Consumer<String> out) {
    int position = 0;
    while (position < text.length() && charsLeft > 0) {
      int end = (int) Math.min(position + Math.min(PIECE_CHARS, charsLeft), text.length());
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end++;
      }
      pause();
      out.accept(text.substring(position, end));
      charsLeft -= end - position;
      charsSpoken += end - position;
      position = end;
    }
    return text.substring(0, position);
  }

  private void pause() {
    checkCancelled();
    if (!pause.isZero()) {
      sleeper.sleep(pause, cancellation);
    }
  }

  private void checkCancelled() {
    cancellation.throwIfCancelled();
    if (Thread.currentThread().isInterrupted()) {
      throw new OperationCancelled("The offline model was interrupted while it was answering");
    }
  }

  /** The usual rule of thumb: four characters make a token. */
  static long tokens(long chars) {
    return (chars + 3) / 4;
  }
}
