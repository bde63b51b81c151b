package io.ollio.agent;

import io.ollio.llm.LlmClient;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * Lets a model work with tools until it is done, stuck or at a limit.
 *
 * <p>The rules: a call that was cut off is never run; every call gets exactly one answer before the
 * transcript is handed out; faults of the model are answered, not thrown; limits are checked before
 * each model call; at a limit the model is asked once, without tools, for an honest summary.
 *
 * <p>Thread-safety: one loop serves any number of runs at once. Blocking: until the run has ended.
 * Lifetime: the host's. Limits: {@link AgentSettings.Limits}.
 */
public final class AgentLoop {
  private final LlmClient client;
  private final AgentSettings settings;
  private final Executor executor;
  private final InstantSource clock;

  /**
   * A loop.
   *
   * @param client makes the model calls and repeats those that fail
   * @param executor runs the tools
   */
  @Inject
  public AgentLoop(
      LlmClient client, AgentSettings settings, Executor executor, InstantSource clock) {
    this.client = client;
    this.settings = settings;
    this.executor = executor;
    this.clock = clock;
  }

  /** This loop on the same model, decorated for one run. */
  public AgentLoop decorated(UnaryOperator<LlmClient> decorator) {
    return new AgentLoop(decorator.apply(client), settings, executor, clock);
  }

  /**
   * Runs to an end.
   *
   * @throws io.ollio.llm.LlmException when a model call failed for good
   * @throws io.ollio.sandbox.SandboxException when the sandbox failed for good
   * @throws io.ollio.OperationCancelled when cancelled
   */
  public AgentResult run(AgentTask task) {
    return new AgentRun(task, client, settings, executor, clock).run();
  }
}
