package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmClient;
import io.ollio.llm.ToolSpec;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.testkit.leak.LeakCheck;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host that closes while generations run in its own process. */
@ExtendWith(LeakCheck.class)
class ShutdownTest {
  private static final String PROMPT = "Create a dark login form";

  /** The common pool has a single thread on two processors, also from JDK 25 on. */
  private static final Executor THREADS = task -> new Thread(task, "shutdown-test").start();

  private final LlmGate gate = new LlmGate();

  @Test
  void close_generationThatEndsInTheGrace_isFinished() {
    ScriptedLlmClient model =
        ScriptedLlmClient.of(Replies.site(), LlmScript.reply().hold(gate).text("Done.").stop());
    Host host = Host.of(model);
    GenerationId id = host.submit(PROMPT);
    gate.awaitReached(Host.PATIENCE);
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(() -> host.ollio.close(Duration.ofMinutes(1)), THREADS);
    gate.release();
    closing.join();

    assertThat(host.ollio.generation(host.owner, id).state().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void close_modelInTheMiddleOfAReply_keepsWhatIsFinished() {
    closedInTime(
        ScriptedLlmClient.of(
            Replies.write("index.html", Host.PAGE), LlmScript.reply().text("I wri").hold(gate)));
  }

  @Test
  void close_modelThatCannotBeStopped_doesNotWaitForIt() {
    closedInTime(
        new StubbornModel(
            Replies.write("index.html", Host.PAGE),
            LlmScript.reply().hold(gate).text("Late.").stop()));
  }

  @Test
  void close_toolThatCannotBeStopped_doesNotWaitForIt() {
    closedInTime(
        ScriptedLlmClient.of(
            Replies.write("index.html", Host.PAGE), LlmScript.ofToolCall("sleepy", "{}")));
  }

  /** Jobs of this process are lost with it; what they had finished is in the store. */
  private void closedInTime(LlmClient model) {
    Host host = new Host(model, wiring -> wiring.hostTools(List.of(new Sleepy())));
    GenerationId id = host.submit(PROMPT);
    gate.awaitReached(Host.PATIENCE);
    CompletableFuture<List<GenerationEvent>> follower =
        CompletableFuture.supplyAsync(() -> host.events(id), THREADS);

    CompletableFuture.runAsync(() -> host.ollio.close(Duration.ZERO), THREADS)
        .orTimeout(Host.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .join();

    assertThatThrownBy(follower::join).hasCauseInstanceOf(OperationCancelled.class);
    assertThat(host.ollio.filesOf(host.owner, id).files()).hasSize(1);
    assertThat(host.ollio.generation(host.owner, id).state().status()).isEqualTo(Status.RUNNING);
    host.sandboxes.assertNoOpenSandboxes();
    gate.release();
  }

  private final class Sleepy implements Tool {
    @Override
    public ToolSpec spec() {
      return new ToolSpec("sleepy", "Takes its time", "{\"type\":\"object\",\"properties\":{}}");
    }

    @Override
    public ToolResult run(ToolArguments arguments, ToolContext context) {
      gate.pass(Cancellation.none());
      return ToolResult.ok("done");
    }
  }
}
