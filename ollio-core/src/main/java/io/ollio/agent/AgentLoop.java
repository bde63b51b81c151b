package io.ollio.agent;

import io.ollio.InvalidInput;
import io.ollio.llm.LlmClient;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.concurrent.Executor;

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
   * @throws InvalidInput when the cost is limited, but no model has a price
   */
  @Inject
  public AgentLoop(
      LlmClient client, AgentSettings settings, Executor executor, InstantSource clock) {
    BigDecimal most = settings.limits().cost();
    InvalidInput.check(
        most == null || settings.models().currency().isPresent(),
        "limit of the cost",
        "is " + most + ", must be absent when no model of the catalogue has a price");
    this.client = client;
    this.settings = settings;
    this.executor = executor;
    this.clock = clock;
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
