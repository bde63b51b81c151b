package io.ollio.testkit.llm;

import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.testkit.llm.LlmStep.CallPiece;
import io.ollio.testkit.llm.LlmStep.Finish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model does in one call, step by step. A script that ends without {@link #stop}, {@link
 * #finish} or a failure breaks off. Reads like the reply it makes:
 *
 * <pre>{@code
 * LlmScript.reply().text("I write ").text("the page.").toolCall("writeFile", arguments).stop()
 * }</pre>
 *
 * @param steps in their order
 */
public record LlmScript(List<LlmStep> steps) {
  /** Copies the steps. */
  public LlmScript {
    steps = List.copyOf(steps);
  }

  /** A reply that is to be built. */
  public static LlmScript reply() {
    return new LlmScript(List.of());
  }

  /** A finished answer in words, one piece each. */
  public static LlmScript ofText(String... pieces) {
    LlmScript script = reply();
    for (String piece : pieces) {
      script = script.text(piece);
    }
    return script.stop();
  }

  /** A finished answer that calls one tool. */
  public static LlmScript ofToolCall(String name, String arguments) {
    return reply().toolCall(name, arguments).stop();
  }

  /** A failure instead of an answer. */
  public static LlmScript failing(LlmFault fault) {
    return reply().fail(fault);
  }

  /** Then a piece of text. */
  public LlmScript text(String delta) {
    return then(new LlmStep.Text(delta));
  }

  /** Then a piece of reasoning. */
  public LlmScript thinking(String delta) {
    return then(new LlmStep.Thinking(delta));
  }

  /** Then a whole tool call in one piece; ids are {@code call-0}, {@code call-1} and so on. */
  public LlmScript toolCall(String name, String arguments) {
    return toolCall(name, new String[] {arguments});
  }

  /** Then a whole tool call, its arguments in these pieces. */
  public LlmScript toolCall(String name, String... pieces) {
    int index = callCount();
    LlmScript script = callPiece(index, "call-" + index, name, "");
    for (String piece : pieces) {
      script = script.callPiece(index, "", "", piece);
    }
    return script;
  }

  /** Then one piece of a tool call; see {@link CallPiece}. */
  public LlmScript callPiece(int index, String id, String name, String arguments) {
    return then(new CallPiece(index, id, name, arguments));
  }

  /** Then waits at the gate. */
  public LlmScript hold(LlmGate gate) {
    return then(new LlmStep.Hold(gate));
  }

  /** Then waits for real time. */
  public LlmScript pause(Duration duration) {
    return then(new LlmStep.Wait(duration));
  }

  /** Then sends signs of life without content, for ever. */
  public LlmScript keepAlive(Duration interval) {
    return then(new LlmStep.KeepAlive(interval));
  }

  /** Counts tokens. */
  public LlmScript usage(TokenUsage tokens) {
    return then(new LlmStep.Usage(tokens));
  }

  /** Then ends: because of its tool calls when there are any, else because it is done. */
  public LlmScript stop() {
    return finish(callCount() > 0 ? StopReason.TOOL_CALLS : StopReason.STOP);
  }

  /** Then ends for this reason. */
  public LlmScript finish(StopReason reason) {
    return then(new Finish(reason));
  }

  /** Then breaks off. */
  public LlmScript cut() {
    return then(new LlmStep.Cut());
  }

  /** Then fails. */
  public LlmScript fail(LlmFault fault) {
    return then(new LlmStep.Fail(fault));
  }

  private LlmScript then(LlmStep step) {
    List<LlmStep> longer = new ArrayList<>(steps);
    longer.add(step);
    return new LlmScript(longer);
  }

  private int callCount() {
    return (int)
        steps.stream()
            .filter(CallPiece.class::isInstance)
            .map(CallPiece.class::cast)
            .mapToInt(CallPiece::index)
            .distinct()
            .count();
  }
}
