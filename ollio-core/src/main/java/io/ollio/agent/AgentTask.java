package io.ollio.agent;

import io.ollio.Cancellation;
import io.ollio.tool.Toolbox;
import io.ollio.tool.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * One run of the agent.
 *
 * @param model name of the model; absent means the client's default
 * @param transcript where to begin: a new one, or one that was stored after some step
 * @param tools what the agent may do
 * @param workspace what it works on
 * @param gate judges the result
 * @param listener hears what happens
 * @param cancellation stops it
 */
public record AgentTask(
    @Nullable String model,
    Transcript transcript,
    Toolbox tools,
    Workspace workspace,
    FinishGate gate,
    AgentListener listener,
    Cancellation cancellation) {
  /** The same run, stopped by another cancellation. */
  AgentTask withCancellation(Cancellation other) {
    return new AgentTask(model, transcript, tools, workspace, gate, listener, other);
  }
}
