package io.ollio.tool;

import io.ollio.llm.ToolCall;
import io.ollio.sandbox.CommandOutput;

/** Hears what the tools do; calls of tools that run at the same time come from several threads. */
public interface ToolListener {
  /** A call begins. */
  void onToolStarted(ToolCall call);

  /** A command of a call has written something. */
  void onToolOutput(ToolCall call, CommandOutput.Stream stream, String text);

  /** A call has its result; comes once for every call, also for one that was refused. */
  void onToolFinished(ToolCall call, ToolResult result);
}
