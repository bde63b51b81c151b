package io.ollio.jdbc.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.RetryPolicy;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationRequest;
import io.ollio.jdbc.JdbcSettings;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolSpec;
import io.ollio.project.GenerationId;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host shuts down while one of its generations works, and another host goes on with it. */
@Timeout(120)
class HandOverTest {
  private static final OwnerId ANN = OwnerId.of("ann");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestSchema schema = TestDatabase.H2.clean();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final LlmGate gate = new LlmGate();

  /** What the first host is doing when it is told to close. */
  private enum Doing {
    MODEL_CALL,
    MODEL_CALL_THAT_CANNOT_BE_STOPPED,
    TOOL_THAT_CANNOT_BE_STOPPED
  }

  private record Node(Ollio ollio, JdbcJobRunner jobs) {}

  private Node node(LlmClient model) {
    JdbcStorage db =
        JdbcStorage.open(schema.dataSource(), JdbcSettings.DEFAULT.withSchema(schema.schema()));
    JdbcJobRunner jobs =
        db.newJobRunner(
            JdbcJobSettings.DEFAULT.withRhythm(Duration.ofMillis(200), Duration.ofMillis(50)));
    Ollio ollio =
        Ollio.builder(model)
            .storage(db.storage())
            .jobs(jobs)
            .sandbox(new InMemorySandboxProvider())
            .hostTools(List.of(new Sleepy()))
            .modelRetries(RetryPolicy.NONE)
            .withoutPreview()
            .build();
    opened.addAll(List.of(jobs, ollio, db));
    return new Node(ollio, jobs);
  }

  @AfterEach
  void closeAll() throws Exception {
    gate.release();
    for (AutoCloseable part : opened) {
      part.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Doing.class)
  void close_graceIsOver_anotherHostGoesOnFromTheLastFinishedStep(Doing doing) {
    List<Integer> asked = new ArrayList<>();
    Node first = node(model(doing, asked));
    GenerationId id = submit(first.ollio());
    gate.awaitReached(PATIENCE);

    first.jobs().close(Duration.ZERO);
    Node second = node(ScriptedLlmClient.answering(request -> answer(request, asked)));
    List<GenerationEvent> events = follow(second.ollio(), id);
    gate.release();
    first.ollio().close();

    assertThat(asked).containsExactly(1, 2, 2, 3);
    assertThat(follow(second.ollio(), id)).isEqualTo(events);
    judge(second.ollio(), id, events);
  }

  @Test
  void close_stepEndsInTheGrace_nothingIsAskedTwice() {
    List<Integer> asked = new ArrayList<>();
    Node first = node(model(Doing.MODEL_CALL, asked));
    GenerationId id = submit(first.ollio());
    gate.awaitReached(PATIENCE);

    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(() -> first.jobs().close(Duration.ofMinutes(1)));
    Node second = node(ScriptedLlmClient.answering(request -> answer(request, asked)));
    gate.release();
    closing.join();
    List<GenerationEvent> events = follow(second.ollio(), id);

    assertThat(asked).containsExactly(1, 2, 3);
    judge(second.ollio(), id, events);
  }

  @Test
  void cancel_leftByAShutdown_endsAtOnce() {
    Node first = node(model(Doing.MODEL_CALL, new ArrayList<>()));
    GenerationId id = submit(first.ollio());
    gate.awaitReached(PATIENCE);
    first.jobs().close(Duration.ZERO);

    first.ollio().cancel(ANN, id);

    assertThat(follow(first.ollio(), id)).last().isInstanceOf(GenerationEvent.Cancelled.class);
    assertThat(first.ollio().credits().account(ANN).held().amount()).isZero();
  }

  private void judge(Ollio ollio, GenerationId id, List<GenerationEvent> events) {
    assertThat(events).filteredOn(GenerationEvent::isLast).hasSize(1);
    assertThat(events).last().isInstanceOf(GenerationEvent.Succeeded.class);
    assertThat(ollio.filesOf(ANN, id).files()).hasSize(2);
    assertThat(ollio.credits().account(ANN).used().amount()).isEqualTo(1);
    assertThat(ollio.credits().account(ANN).held().amount()).isZero();
  }

  private static List<GenerationEvent> follow(Ollio ollio, GenerationId id) {
    List<GenerationEvent> events = new ArrayList<>();
    ollio.follow(ANN, id, 0, (number, event) -> events.add(event), Cancellation.none());
    return events;
  }

  private static GenerationId submit(Ollio ollio) {
    return ollio.submit(
        GenerationRequest.of(
            ANN, ollio.createProject(ANN, "Sign-in").id(), "Create a dark login form"));
  }

  /** A model whose second reply, or the tool that it asks for, waits at the gate. */
  private LlmClient model(Doing doing, List<Integer> asked) {
    ScriptedLlmClient model =
        ScriptedLlmClient.answering(
            request -> {
              LlmScript answer = answer(request, asked);
              if (turnOf(request) != 2) {
                return answer;
              }
              return doing == Doing.TOOL_THAT_CANNOT_BE_STOPPED
                  ? LlmScript.ofToolCall("sleepy", "{}")
                  : held(answer);
            });
    return doing == Doing.MODEL_CALL_THAT_CANNOT_BE_STOPPED
        ? (request, listener, stop) -> model.complete(request, listener, Cancellation.none())
        : model;
  }

  private LlmScript held(LlmScript answer) {
    List<io.ollio.testkit.llm.LlmStep> steps = new ArrayList<>(answer.steps());
    steps.add(1, new io.ollio.testkit.llm.LlmStep.Hold(gate));
    return new LlmScript(steps);
  }

  private static int turnOf(LlmRequest request) {
    return 1
        + (int) request.messages().stream().filter(LlmMessage.Assistant.class::isInstance).count();
  }

  private static LlmScript answer(LlmRequest request, List<Integer> asked) {
    int turn = turnOf(request);
    synchronized (asked) {
      asked.add(turn);
    }
    String arguments = KillScript.arguments(turn == 1 ? "index.html" : "styles.css");
    return turn < 3
        ? LlmScript.ofToolCall("writeFile", arguments)
        : LlmScript.ofText("The login form is ready.");
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
