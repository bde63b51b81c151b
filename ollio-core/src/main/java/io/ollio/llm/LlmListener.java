package io.ollio.llm;

/**
 * Hears a reply while it is being written. Called on the thread that called {@link
 * LlmClient#complete}, in order; a slow listener slows only its own call.
 */
public interface LlmListener {
  /** A listener that hears nothing. */
  LlmListener SILENT = new LlmListener() {};

  /** More text of the answer; never empty. */
  default void onText(String delta) {}

  /** More of the model's visible reasoning; never empty. */
  default void onThinking(String delta) {}

  /** More of a tool call. Deltas of several calls may be mixed; the index tells them apart. */
  default void onToolCall(ToolCallDelta delta) {}

  /**
   * The call failed half-way and starts again: all that was heard since {@code complete} is void.
   * Only decorators that repeat calls send this.
   *
   * @param cause why the last try failed
   * @param attempt number of the try that starts now, from 2 on
   */
  default void onRestart(LlmException cause, int attempt) {}

  /**
   * From here on another model is asked than the request names. Only decorators that choose among
   * models send this.
   *
   * @param model its name, as the server is asked for it
   */
  default void onModel(String model) {}
}
