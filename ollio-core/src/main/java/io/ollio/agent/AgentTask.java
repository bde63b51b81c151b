package io.ollio.agent;

import io.ollio.Cancellation;
import io.ollio.llm.TokenUsage;
import io.ollio.tool.Toolbox;
import io.ollio.tool.Workspace;
import java.math.BigDecimal;
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
 * @param allowance what may be spent besides the limits of the settings
 */
public record AgentTask(
    @Nullable String model,
    Transcript transcript,
    Toolbox tools,
    Workspace workspace,
    FinishGate gate,
    AgentListener listener,
    Cancellation cancellation,
    Allowance allowance) {
  /** Says what a run may still spend. Quick; called before each model call on the run's thread. */
  @FunctionalInterface
  public interface Allowance {
    /** Everything. */
    Allowance UNLIMITED = (transcript, calls, usage, cost) -> true;

    /**
     * Whether this many more calls can be paid for.
     *
     * @param transcript has what was used so far
     * @param usage what each call will probably use
     * @param cost what each will probably cost
     */
    boolean covers(Transcript transcript, int calls, TokenUsage usage, BigDecimal cost);
  }

  /** The same run, stopped by another cancellation. */
  AgentTask withCancellation(Cancellation other) {
    return new AgentTask(model, transcript, tools, workspace, gate, listener, other, allowance);
  }
}
