package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.IdSource;
import io.ollio.OperationCancelled;
import io.ollio.agent.AgentSettings;
import io.ollio.check.Problem;
import io.ollio.check.SiteCheck;
import io.ollio.credit.Plan;
import io.ollio.file.FilePath;
import io.ollio.llm.LlmRequest;
import io.ollio.local.InMemoryStorage;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.sandbox.SandboxException.SandboxUnavailable;
import io.ollio.testkit.job.ManualJobRunner;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A generation that is begun again and again gets no more patience than one that is not. */
class ResumeTest {
  private static final String PROMPT = "Create a dark login form";

  private final ManualTime time = new ManualTime();
  private final Storage storage =
      InMemoryStorage.create(Plan.FREE, time, new IdSource(time, new Random(1)));
  private final ManualJobRunner jobs = new ManualJobRunner(storage.unitOfWork(), 50);

  private Host host(ScriptedLlmClient model, UnaryOperator<io.ollio.OllioBuilder> wiring) {
    return new Host(
        model, builder -> wiring.apply(builder.storage(storage).jobs(jobs).clock(time)));
  }

  private Generation.State end(Host host) {
    GenerationId id = host.submit(PROMPT);
    jobs.runAll();
    return host.ollio.generation(host.owner, id).state();
  }

  @Test
  void resume_afterComplaints_countsOn() {
    AtomicInteger looks = new AtomicInteger();
    SiteCheck neverHappy =
        files -> {
          if (looks.incrementAndGet() == 3) {
            throw new SandboxUnavailable("The checker is away", true, null);
          }
          return List.of(
              new Problem(Problem.Severity.ERROR, FilePath.of("index.html"), 1, "ugly", "is ugly"));
        };
    ScriptedLlmClient model =
        ScriptedLlmClient.answering(
            request ->
                request.messages().size() < 3
                    ? Replies.write("index.html", Host.PAGE)
                    : Replies.done());
    try (Host host = host(model, wiring -> wiring.checks(List.of(neverHappy)))) {
      Generation.State state = end(host);

      assertThat(state.reason()).isEqualTo("CHECK_FAILED");
      assertThat(state.attempt()).isEqualTo(2);
      // The page, four answers that are refused, and the one whose judge was away.
      assertThat(model.requests()).hasSize(6);
    }
  }

  @Test
  void resume_afterRepeatedCalls_countsOn() {
    ScriptedLlmClient model = ScriptedLlmClient.answering(ResumeTest::alwaysListing);
    try (Host host = host(model, wiring -> wiring.settings(Host.OPEN_AT_ONCE))) {
      host.sandboxes.failAtOperation(4, () -> new SandboxUnavailable("overloaded", true, null));
      Generation.State state = end(host);

      assertThat(state.reason()).isEqualTo("NO_PROGRESS");
      assertThat(state.attempt()).isEqualTo(2);
      assertThat(model.requests()).hasSize(5);
    }
  }

  private static LlmScript alwaysListing(LlmRequest request) {
    return request.toolChoice() == LlmRequest.ToolChoice.NONE
        ? LlmScript.ofText("I was stuck.")
        : LlmScript.ofToolCall("listFiles", "{}");
  }

  @Test
  void resume_afterLongWork_hasOnlyTheRestOfTheTime() {
    AtomicInteger files = new AtomicInteger();
    ScriptedLlmClient model =
        ScriptedLlmClient.answering(
            request -> {
              time.advance(Duration.ofMinutes(7));
              return request.toolChoice() == LlmRequest.ToolChoice.NONE
                  ? LlmScript.ofText("Time is up.")
                  : Replies.write(files.incrementAndGet() + ".html", Host.PAGE);
            });
    AgentSettings.Limits limits =
        new AgentSettings.Limits(20, 1_000_000, 1_000_000, Duration.ofMinutes(15));
    GenerationSettings settings =
        Host.OPEN_AT_ONCE.withAgent(AgentSettings.DEFAULT.withLimits(limits));
    try (Host host = host(model, wiring -> wiring.settings(settings))) {
      // Step 1 is an extended lease and a write; the second step's lease cannot be extended.
      host.sandboxes.failAtOperation(3, () -> new SandboxUnavailable("overloaded", true, null));
      Generation.State state = end(host);

      assertThat(state.reason()).isEqualTo("TIME_LIMIT");
      assertThat(state.attempt()).isEqualTo(2);
      assertThat(files).hasValue(3);
    }
  }

  @Test
  void resume_againAndAgainWithoutAFurtherStep_givesUp() {
    ScriptedLlmClient model = ScriptedLlmClient.of(Replies.write("index.html", Host.PAGE));
    try (Host host = host(model, wiring -> wiring.settings(Host.OPEN_AT_ONCE))) {
      GenerationId id = host.submit(PROMPT);
      host.sandboxes.failAtOperation(3, () -> new SandboxUnavailable("overloaded", true, null));
      jobs.runNext();
      for (int i = 0; i < 10; i++) {
        host.sandboxes.failAtOperation(1, () -> new SandboxUnavailable("overloaded", true, null));
        jobs.runNext();
      }
      assertThat(host.ollio.generation(host.owner, id).state().status()).isEqualTo(Status.QUEUED);
      jobs.runAll();

      Generation.State state = host.ollio.generation(host.owner, id).state();
      assertThat(state.reason()).isEqualTo("GaveUp");
      assertThat(state.detail()).contains("was begun 10 times since step 1");
      assertThat(host.ollio.filesOf(host.owner, id).files()).hasSize(1);
      assertThat(host.used() + host.held()).isZero();
    }
  }

  /** A durable runner says that it closes while there is still time. */
  @Test
  void run_runnerCloses_endsAfterTheStepUnderWayAndPaysForNothingTwice() {
    ClosingRunner runner = new ClosingRunner();
    ScriptedLlmClient model =
        ScriptedLlmClient.of(
            Replies.write("index.html", Host.PAGE),
            Replies.write("styles.css", Host.STYLES),
            Replies.done());
    try (model;
        Host host = new Host(model, wiring -> wiring.storage(storage).jobs(runner))) {
      GenerationId id = host.submit(PROMPT);

      assertThatThrownBy(() -> runner.run(1, () -> !model.requests().isEmpty()))
          .isInstanceOf(OperationCancelled.class);
      assertThat(model.requests()).hasSize(1);
      assertThat(host.ollio.generation(host.owner, id).state().status()).isEqualTo(Status.RUNNING);

      runner.run(2, () -> false);
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
      assertThat(host.events(id)).filteredOn(GenerationEvent::isLast).hasSize(1);
    }
  }
}
