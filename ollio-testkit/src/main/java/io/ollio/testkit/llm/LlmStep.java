package io.ollio.testkit.llm;

import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import java.time.Duration;

/** One thing that a model does in the course of a call. */
public sealed interface LlmStep {
  /** Sends a piece of text. */
  record Text(String delta) implements LlmStep {}

  /** Sends a piece of reasoning. */
  record Thinking(String delta) implements LlmStep {}

  /**
   * Sends a piece of a tool call.
   *
   * @param index which call of this reply, from 0
   * @param id the call's id in its first piece; empty in the others, and in the first when the
   *     server sends none
   * @param name the tool's name in the first piece; empty in the others
   * @param arguments further characters of the arguments
   */
  record CallPiece(int index, String id, String name, String arguments) implements LlmStep {}

  /** Waits until the test opens the gate or the client goes away. */
  record Hold(LlmGate gate) implements LlmStep {}

  /** Waits for real time, as a slow model does. */
  record Wait(Duration duration) implements LlmStep {}

  /** Sends signs of life without content, until the client goes away. */
  record KeepAlive(Duration interval) implements LlmStep {}

  /** Counts tokens; may stand anywhere before the end. */
  record Usage(TokenUsage tokens) implements LlmStep {}

  /** Ends the reply. */
  record Finish(StopReason reason) implements LlmStep {}

  /** Breaks off, as a lost connection does. */
  record Cut() implements LlmStep {}

  /** Fails: instead of a reply when it is the first step, else in the middle of it. */
  record Fail(LlmFault fault) implements LlmStep {}
}
