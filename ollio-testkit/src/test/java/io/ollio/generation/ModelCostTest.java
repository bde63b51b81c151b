package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.PageRequest;
import io.ollio.agent.AgentSettings.Limits;
import io.ollio.agent.Transcript;
import io.ollio.credit.Plan;
import io.ollio.file.FileTree;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.local.InMemoryStorage;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations;
import io.ollio.testkit.job.ManualJobRunner;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.store.FailingProjectStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a generation costs is known, however it ends. */
class ModelCostTest {
  private static final String PROMPT = "Create a dark login form";

  @Test
  void run_succeeded_addsUpTheCostOfItsCalls() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.site(), PricedModels.done());
        Host host = priced(model)) {
      List<GenerationEvent> events = host.run(PROMPT);

      assertThat(onlyState(host).usage())
          .isEqualTo(new Generation.Usage(2, 20_000, 16_000, 2_000, new BigDecimal("0.0468")));
      assertThat(costs(events)).containsExactly("0.0234", "0.0468");
    }
  }

  @Test
  void run_withoutACatalogue_costsNothing() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.site(), PricedModels.done());
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).usage())
          .isEqualTo(new Generation.Usage(2, 20_000, 16_000, 2_000, BigDecimal.ZERO));
    }
  }

  @Test
  void run_replyNamesAnotherModel_costsWhatThatOneCosts() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.site(), PricedModels.done())) {
      LlmClient router =
          (request, listener, cancellation) ->
              model.complete(request, listener, cancellation).withModel("small");
      try (Host host = priced(router)) {
        assertThat(host.end(PROMPT).usage().cost()).isEqualTo(new BigDecimal("0.0078"));
      }
    }
  }

  @Test
  void run_failedHalfWay_keepsTheCostOfWhatWasHeard() {
    LlmScript broken =
        LlmScript.reply().text("x".repeat(4_000)).fail(LlmFault.of(LlmFault.Kind.AUTHENTICATION));
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.site(), broken);
        Host host = priced(model)) {
      List<GenerationEvent> events = host.run(PROMPT);

      Generation.State state = onlyState(host);
      assertThat(state.status()).isEqualTo(Status.FAILED);
      assertThat(state.usage().modelCalls()).isEqualTo(1);
      assertThat(state.usage().outputTokens()).isEqualTo(2_000);
      assertThat(state.usage().cost()).isGreaterThan(new BigDecimal("0.0384")); // 0.0234 + 0.015
      assertThat(events.get(events.size() - 2)).isEqualTo(reported(state.usage()));
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void run_cancelledHalfWay_keepsTheCostOfWhatWasHeard() {
    LlmGate gate = new LlmGate();
    LlmScript slow = LlmScript.reply().text("x".repeat(4_000)).hold(gate).stop();
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.site(), slow);
        Host host = priced(model)) {
      GenerationId id = host.submit(PROMPT);
      gate.awaitReached(Host.PATIENCE);
      host.ollio.cancel(host.owner, id);
      List<GenerationEvent> events = host.events(id);

      Generation.State state = onlyState(host);
      assertThat(state.status()).isEqualTo(Status.CANCELLED);
      assertThat(state.usage().outputTokens()).isEqualTo(2_000);
      assertThat(state.usage().cost()).isGreaterThan(new BigDecimal("0.0384"));
      assertThat(events.get(events.size() - 2)).isEqualTo(reported(state.usage()));
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void run_endsAtALimit_reportsTheSummaryToo() {
    Limits one = new Limits(1, 1_000_000, 1_000_000, Duration.ofMinutes(5));
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.site(), PricedModels.done());
        Host host = new Host(model, builder -> PricedModels.limited(builder, one))) {
      List<GenerationEvent> events = host.run(PROMPT);

      assertThat(onlyState(host).reason()).isEqualTo("STEP_LIMIT");
      assertThat(costs(events)).containsExactly("0.0234", "0.0468");
    }
  }

  /** The second reply is paid for, then the store fails: the next attempt must not forget it. */
  @Test
  void run_triedAgainAfterAPaidReply_countsThatReplyToo() {
    Storage whole = InMemoryStorage.create(Plan.FREE);
    FailingProjectStore store = new FailingProjectStore(whole.projects());
    ManualJobRunner jobs = new ManualJobRunner(whole.unitOfWork());
    try (ScriptedLlmClient model =
        ScriptedLlmClient.of(
            PricedModels.site(), PricedModels.more(1), PricedModels.more(1), PricedModels.done())) {
      LlmClient trap =
          (request, listener, cancellation) -> {
            LlmReply reply = model.complete(request, listener, cancellation);
            if (model.requests().size() == 2) {
              store.failAtWrite(1, true);
            }
            return reply;
          };
      Storage fragile =
          new Storage(
              whole.unitOfWork(),
              store,
              whole.credits(),
              whole.owners(),
              whole.audit(),
              whole.rateLimiter());
      try (Host host =
          new Host(
              trap,
              builder -> builder.models(PricedModels.CATALOGUE).storage(fragile).jobs(jobs))) {
        host.submit(PROMPT);
        jobs.runAll();

        Generation.State state = onlyState(host);
        assertThat(state.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(state.attempt()).isEqualTo(2);
        assertThat(state.usage().modelCalls()).isEqualTo(4);
        assertThat(state.usage().cost()).isEqualTo(new BigDecimal("0.0936"));
      }
    }
  }

  /** Only the checkpoint knows what a worker used that is gone, with its job. */
  @Test
  void cancel_workerIsLost_keepsTheCostOfItsLastStep() {
    Storage shared = InMemoryStorage.create(Plan.FREE);
    Generations generations = shared.projects().generations();
    try (Host lost = onOwnJobs(shared);
        Host other = onOwnJobs(shared)) {
      GenerationId id = lost.submit(PROMPT);
      Generation.State queued = lost.ollio.generation(lost.owner, id).state();
      Generation.State running =
          new Generation.State(
              Status.RUNNING, 1, "", "", Optional.empty(), queued.usage(), queued.updatedAt());
      generations.changeState(id, queued, running);
      Transcript transcript = Transcript.of("", List.of(new LlmMessage.User(PROMPT)));
      transcript.countAtLeast(3, PricedModels.COUNTED, new BigDecimal("0.7"));
      generations.saveCheckpoint(
          new Generations.Checkpoint(id, 1, 1, transcript.toJson(), FileTree.empty()));

      other.ollio.cancel(other.owner, id);

      Generation.State state = other.ollio.generation(other.owner, id).state();
      assertThat(state.status()).isEqualTo(Status.CANCELLED);
      assertThat(state.usage())
          .isEqualTo(new Generation.Usage(3, 10_000, 8_000, 1_000, new BigDecimal("0.7")));
      assertThat(other.used() + other.held()).isZero();
    }
  }

  private static Host onOwnJobs(Storage shared) {
    return new Host(
        ScriptedLlmClient.of(),
        builder -> builder.storage(shared).jobs(new ManualJobRunner(shared.unitOfWork())));
  }

  private static Host priced(LlmClient model) {
    return new Host(model, builder -> builder.models(PricedModels.CATALOGUE));
  }

  private static Generation.State onlyState(Host host) {
    return host.ollio
        .store()
        .generations()
        .list(host.owner, host.project.id(), PageRequest.newest(1))
        .items()
        .get(0)
        .state();
  }

  private static GenerationEvent reported(Generation.Usage usage) {
    return new GenerationEvent.UsageReported(
        usage.modelCalls(),
        usage.inputTokens(),
        usage.cachedInputTokens(),
        usage.outputTokens(),
        usage.cost());
  }

  private static List<String> costs(List<GenerationEvent> events) {
    return events.stream()
        .filter(GenerationEvent.UsageReported.class::isInstance)
        .map(event -> ((GenerationEvent.UsageReported) event).cost().toPlainString())
        .toList();
  }
}
