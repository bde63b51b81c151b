package io.ollio.agent;

import io.ollio.agent.FinishGate.Verdict;
import io.ollio.file.FilePath;
import io.ollio.llm.LlmException;
import io.ollio.tool.ToolRunner;

/** Hears what the agent does. Called on the agent's thread, except for the parts about tools. */
public interface AgentListener extends ToolRunner.Listener {
  /** A step begins: one model call and the tools it asks for. */
  void onStepStarted(int step);

  /** More of the model's text. */
  void onText(String delta);

  /** More of the model's visible reasoning. */
  void onThinking(String delta);

  /**
   * More of a file that the model is writing or of the piece it puts into one. Nothing is written
   * before the call is complete.
   *
   * @param callId which call, since a file can be written twice
   */
  void onFileDelta(String callId, FilePath path, boolean isEdit, String delta);

  /** The model call failed half-way and starts again; the deltas of this step so far are void. */
  void onModelRestart(LlmException cause, int attempt);

  /**
   * Older steps of the conversation were shortened to fit the model's window.
   *
   * @param tokensBefore estimated tokens before
   * @param tokensAfter estimated tokens now
   */
  void onContextShortened(long tokensBefore, long tokensAfter);

  /** The agent's result was judged. */
  void onVerdict(Verdict verdict);

  /** A step is finished: the transcript can be stored, and a later run can go on from it. */
  void onStepFinished(Transcript transcript);
}
