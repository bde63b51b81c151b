package io.ollio.agent;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.InvalidInput;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmClient;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Lets a model work with tools until it is done, stuck or at a limit.
 *
 * <p>The rules: a call that was cut off is never run; every call gets exactly one answer before the
 * transcript is handed out; faults of the model are answered, not thrown; limits are checked before
 * each model call; at a limit the model is asked once, without tools, for an honest summary.
 *
 * <p>A run works on a thread of the executor while its caller waits. One that is cancelled and does
 * not stop within {@link #PATIENCE}, because a model, a sandbox or a check cannot be stopped, is
 * left alone: the caller goes on, and what the run still brings about is dropped.
 *
 * <p>Thread-safety: one loop serves any number of runs at once. Blocking: until the run has ended.
 * Lifetime: the host's. Limits: {@link AgentSettings.Limits}.
 */
public final class AgentLoop {
  /** How long a cancelled run may take to stop by itself. */
  public static final Duration PATIENCE = Duration.ofMillis(30);

  private final LlmClient client;
  private final AgentSettings settings;
  private final Executor executor;
  private final InstantSource clock;

  /**
   * A loop.
   *
   * @param client makes the model calls and repeats those that fail
   * @param executor starts every task at once: one for each run, and one for each tool call
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

  /** This loop on the same model, decorated for one run. */
  public AgentLoop decorated(UnaryOperator<LlmClient> decorator) {
    return new AgentLoop(decorator.apply(client), settings, executor, clock);
  }

  /**
   * Runs to an end.
   *
   * @throws io.ollio.llm.LlmException when a model call failed for good
   * @throws io.ollio.sandbox.SandboxException when the sandbox failed for good
   * @throws OperationCancelled when cancelled or interrupted
   */
  public AgentResult run(AgentTask task) {
    CancellationSource stop = new CancellationSource();
    AgentTask stoppable = task.withCancellation(stop);
    AgentRun run = new AgentRun(stoppable, client, settings, executor, clock);
    try (Cancellation.Registration ignored = stop.linkTo(task.cancellation())) {
      return await(run, CompletableFuture.supplyAsync(() -> work(run, stoppable), executor), stop);
    }
  }

  /** Everything that may hang; the files are read here so that nobody else waits for them. */
  private static AgentResult work(AgentRun run, AgentTask task) {
    task.cancellation().throwIfCancelled();
    task.workspace().prepare();
    AgentResult result = run.run();
    task.workspace().files();
    return result;
  }

  private static AgentResult await(
      AgentRun run, CompletableFuture<AgentResult> result, CancellationSource stop) {
    CompletableFuture<Object> stopped = new CompletableFuture<>();
    try (Cancellation.Registration ignored = stop.onCancel(() -> stopped.complete(stop))) {
      CompletableFuture.anyOf(result, stopped).get();
      return result.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (TimeoutException e) {
      run.abandon();
      throw new OperationCancelled(
          "The run was cancelled; it had not stopped after " + PATIENCE.toMillis() + " ms");
    } catch (InterruptedException e) {
      stop.cancel();
      run.abandon();
      Thread.currentThread().interrupt();
      throw new OperationCancelled("Interrupted while the agent was at work", e);
    }
  }

  private static RuntimeException unwrapped(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }
}
