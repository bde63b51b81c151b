package io.ollio.agent;

import io.ollio.llm.LlmException;
import io.ollio.llm.LlmListener;
import io.ollio.llm.ToolCallDelta;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** Turns what a model writes into what the agent's listener hears, and counts the characters. */
final class ReplyReader implements LlmListener {
  private final AgentListener listener;
  private final LongConsumer onVoid;
  private final Map<Integer, FileStream> files = new HashMap<>();
  private long heard;

  /** A reader of one call; {@code onVoid} gets the characters of every try that came to nothing. */
  ReplyReader(AgentListener listener, LongConsumer onVoid) {
    this.listener = listener;
    this.onVoid = onVoid;
  }

  /** Characters heard in the current try. */
  long heard() {
    return heard;
  }

  @Override
  public void onText(String delta) {
    heard += delta.length();
    listener.onText(delta);
  }

  @Override
  public void onThinking(String delta) {
    heard += delta.length();
    listener.onThinking(delta);
  }

  @Override
  public void onToolCall(ToolCallDelta delta) {
    heard += delta.arguments().length();
    files
        .computeIfAbsent(delta.index(), index -> new FileStream(delta, listener))
        .add(delta.arguments());
  }

  @Override
  public void onRestart(LlmException cause, int attempt) {
    if (heard > 0) {
      onVoid.accept(heard);
    }
    heard = 0;
    files.clear();
    listener.onModelRestart(cause, attempt);
  }
}
