package io.ollio.testkit.llm;

import io.ollio.Cancellation;
import io.ollio.Sleeper;
import io.ollio.llm.LlmException.ReplyBroken;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.llm.ToolCallDelta;
import io.ollio.testkit.llm.LlmStep.CallPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Does one script inside the process. */
final class ScriptPlayer {
  private final LlmListener listener;
  private final Cancellation cancellation;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private final TreeMap<Integer, ToolCall> calls = new TreeMap<>();
  private @Nullable TokenUsage usage;
  private @Nullable StopReason end;

  ScriptPlayer(LlmListener listener, Cancellation cancellation) {
    this.listener = listener;
    this.cancellation = cancellation;
  }

  LlmReply play(LlmScript script) {
    for (LlmStep step : script.steps()) {
      cancellation.throwIfCancelled();
      play(step);
    }
    cancellation.throwIfCancelled();
    if (end == null) {
      throw new ReplyBroken("The scripted reply breaks off without an end", null);
    }
    List<ToolCall> whole = new ArrayList<>(calls.values());
    String raw = end.name().toLowerCase(Locale.ROOT);
    return new LlmReply(text.toString(), thinking.toString(), whole, end, raw, usage, "scripted");
  }

  private void play(LlmStep step) {
    if (step instanceof LlmStep.Text piece) {
      text.append(piece.delta());
      if (!piece.delta().isEmpty()) {
        listener.onText(piece.delta());
      }
    } else if (step instanceof LlmStep.Thinking piece) {
      thinking.append(piece.delta());
      listener.onThinking(piece.delta());
    } else if (step instanceof CallPiece piece) {
      add(piece);
    } else if (step instanceof LlmStep.Usage count) {
      usage = count.tokens();
    } else if (step instanceof LlmStep.Finish finish) {
      end = finish.reason();
    } else {
      waitOrFail(step);
    }
  }

  private void waitOrFail(LlmStep step) {
    if (step instanceof LlmStep.Hold hold) {
      hold.gate().pass(cancellation);
    } else if (step instanceof LlmStep.Wait pause) {
      Sleeper.system().sleep(pause.duration(), cancellation);
    } else if (step instanceof LlmStep.KeepAlive) {
      new LlmGate().pass(cancellation);
    } else if (step instanceof LlmStep.Fail failure) {
      throw failure.fault().toException();
    } else {
      throw new ReplyBroken("The scripted reply is cut", null);
    }
  }

  private void add(CallPiece piece) {
    ToolCall before = calls.get(piece.index());
    ToolCall after =
        before == null
            ? new ToolCall(idOf(piece), piece.name(), piece.arguments())
            : new ToolCall(before.id(), before.name(), before.arguments() + piece.arguments());
    calls.put(piece.index(), after);
    listener.onToolCall(
        new ToolCallDelta(piece.index(), after.id(), after.name(), piece.arguments()));
  }

  private static String idOf(CallPiece piece) {
    return piece.id().isEmpty() ? "made-up-" + piece.index() : piece.id();
  }
}
