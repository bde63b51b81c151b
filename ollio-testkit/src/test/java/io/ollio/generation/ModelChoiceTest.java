package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.RetryPolicy;
import io.ollio.agent.AgentSettings;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.catalogue.ModelInfo;
import io.ollio.credit.CreditPolicy.Consumption;
import io.ollio.credit.Credits;
import io.ollio.file.FileContent;
import io.ollio.generation.GenerationException.InvalidPrompt;
import io.ollio.generation.GenerationException.UnknownModel;
import io.ollio.generation.GenerationException.UnsuitableModel;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmRequest;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which model is asked, which stands in, and what that will probably cost. */
class ModelChoiceTest {
  private static final String PROMPT = "Create a dark login form";

  private static Host priced(ScriptedLlmClient model) {
    return new Host(model, builder -> builder.models(PricedModels.CATALOGUE));
  }

  private static GenerationRequest request(Host host, String model) {
    return GenerationRequest.of(host.owner, host.project.id(), PROMPT).withModel(model);
  }

  private static Generation.State end(Host host, GenerationRequest request) {
    GenerationId id = host.ollio.submit(request);
    host.events(id);
    return host.ollio.generation(host.owner, id).state();
  }

  @Nested
  class Selection {
    @Test
    void submit_unknownModel_isRefusedAndTheKnownOnesAreNamed() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host = priced(model)) {
        assertThatThrownBy(() -> host.ollio.submit(request(host, "huge")))
            .isInstanceOf(UnknownModel.class)
            .hasMessage("The model \"huge\" is not known here; choose one of large, small, painter")
            .extracting(failure -> ((UnknownModel) failure).known(), InstanceOfAssertFactories.LIST)
            .containsExactly("large", "small", "painter");
        assertThat(host.messages()).isEmpty();
        assertThat(host.held()).isZero();
      }
    }

    @Test
    void submit_modelWithoutTools_isRefused() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host = priced(model)) {
        assertThatThrownBy(() -> host.ollio.submit(request(host, "painter")))
            .isInstanceOf(UnsuitableModel.class)
            .hasMessage("The model \"painter\" cannot call tools");
      }
    }

    @Test
    void submit_imagesForAModelThatTakesNone_isRefused() {
      ModelCatalogue blind = ModelCatalogue.of(ModelInfo.of("blind").withAbilities(false, true));
      byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
      LlmImage image = new LlmImage("image/png", FileContent.of(png));
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host = new Host(model, builder -> builder.models(blind))) {
        assertThatThrownBy(
                () -> host.ollio.submit(request(host, "blind").withImages(List.of(image))))
            .isInstanceOf(UnsuitableModel.class)
            .hasMessage("The model \"blind\" cannot be shown images");
      }
    }

    @Test
    void submit_noCatalogue_anyNamePasses() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
          Host host = Host.of(model)) {
        assertThat(end(host, request(host, "huge")).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(model.lastRequest().model()).isEqualTo("huge");
      }
    }

    @Test
    void run_alias_asksForTheModelItMeans() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
          Host host = priced(model)) {
        end(host, request(host, "large-2026"));
        assertThat(model.requests()).extracting(LlmRequest::model).containsOnly("large");
      }
    }

    @Test
    void run_noModelNamed_asksTheDefault() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
          Host host = priced(model)) {
        host.end(PROMPT);
        assertThat(model.requests()).extracting(LlmRequest::model).containsOnly("large");
        assertThat(model.requests()).extracting(LlmRequest::maxOutputTokens).containsOnly(4_000);
      }
    }

    @Test
    void run_modelWritesLess_isAskedForLess() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
          Host host = priced(model)) {
        end(host, request(host, "small"));
        assertThat(model.requests()).extracting(LlmRequest::maxOutputTokens).containsOnly(1_000);
      }
    }
  }

  @Nested
  class Fallback {
    private final LlmScript down = LlmScript.failing(LlmFault.overloaded());

    @Test
    void run_modelIsDown_theCataloguesStandInFinishesAtItsOwnPrice() {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(down, PricedModels.site(), PricedModels.done());
          Host host = priced(model)) {
        GenerationId id = host.submit(PROMPT);

        assertThat(host.events(id)).contains(new GenerationEvent.StepRestarted("Overloaded", 2));
        assertThat(model.requests())
            .extracting(LlmRequest::model)
            .containsExactly("large", "small", "small");
        assertThat(host.ollio.generation(host.owner, id).state().usage().cost())
            .isEqualTo(new BigDecimal("0.0078"));
      }
    }

    @Test
    void run_standInOfAnotherClient_isAskedAfterTheRetriesOfTheFirst() {
      RetryPolicy twice = new RetryPolicy(1, Duration.ZERO, 1, Duration.ofSeconds(1), 0);
      try (ScriptedLlmClient first = ScriptedLlmClient.of(down, down);
          ScriptedLlmClient other = ScriptedLlmClient.of(down, Replies.site(), Replies.done());
          Host host =
              new Host(first, builder -> builder.fallbackModel(other, "b").modelRetries(twice))) {
        assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(other.requests()).extracting(LlmRequest::model).containsOnly("b");
      }
    }

    @Test
    void run_everyModelIsDown_failsTypedKeepsFilesAndCostsNoCredits() {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(Replies.write("styles.css", Host.STYLES), down, down, down);
          Host host = new Host(model, builder -> builder.fallbackModels("b", "c"))) {
        GenerationId id = host.submit(PROMPT);
        host.events(id);

        Generation.State state = host.ollio.generation(host.owner, id).state();
        assertThat(state.status()).isEqualTo(Status.FAILED);
        assertThat(state.reason()).isEqualTo("Overloaded");
        assertThat(host.ollio.filesOf(host.owner, id).files()).hasSize(1);
        assertThat(host.used() + host.held()).isZero();
      }
    }

    @Test
    void run_keyIsWrong_asksNobodyElse() {
      LlmScript refused = LlmScript.failing(LlmFault.of(LlmFault.Kind.AUTHENTICATION));
      try (ScriptedLlmClient model = ScriptedLlmClient.of(refused);
          Host host = new Host(model, builder -> builder.fallbackModels("b"))) {
        assertThat(host.end(PROMPT).reason()).isEqualTo("AuthenticationFailed");
      }
    }
  }

  @Nested
  class Estimate {
    @Test
    void estimate_newProject_goesFromTwoCallsToTheLimits() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host =
              new Host(
                  model,
                  builder ->
                      PricedModels.limited(
                          builder,
                          new AgentSettings.Limits(
                              5, 1_000_000, 1_000_000, Duration.ofMinutes(5))))) {
        GenerationEstimate estimate = host.ollio.estimate(request(host, "small"));

        assertThat(estimate.model()).isEqualTo("small");
        assertThat(estimate.low().modelCalls()).isEqualTo(2);
        assertThat(estimate.low().outputTokens()).isEqualTo(1_000);
        assertThat(estimate.high().modelCalls()).isEqualTo(6);
        assertThat(estimate.high().outputTokens()).isEqualTo(6_000);
        assertThat(estimate.low().inputTokens()).isBetween(1_500L, 6_000L);
        assertThat(estimate.low().cost()).isPositive().isLessThan(estimate.high().cost());
        assertThat(estimate.held()).isEqualTo(Credits.of(1));
        assertThat(estimate.pastGenerations()).isZero();
        assertThat(host.messages()).isEmpty();
        assertThat(host.held()).isZero();
      }
    }

    @Test
    void estimate_costIsLimited_isNotAboveTheLimit() {
      AgentSettings.Limits limits = AgentSettings.Limits.DEFAULT.withCost(new BigDecimal("0.5"));
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host = new Host(model, builder -> PricedModels.limited(builder, limits))) {
        assertThat(host.ollio.estimate(request(host, "large")).high().cost())
            .isEqualTo(new BigDecimal("0.5"));
      }
    }

    @Test
    void estimate_withAPast_isTheRangeOfWhatWasUsed() {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  PricedModels.site(),
                  PricedModels.done(),
                  PricedModels.more(1),
                  PricedModels.done(),
                  PricedModels.more(2),
                  PricedModels.more(3),
                  PricedModels.done());
          Host host = priced(model)) {
        host.end(PROMPT);
        host.end(PROMPT);
        host.end(PROMPT);
        GenerationEstimate estimate = host.ollio.estimate(request(host, "large"));

        assertThat(estimate.low())
            .isEqualTo(new Consumption(2, 20_000, 2_000, new BigDecimal("0.0468")));
        assertThat(estimate.high())
            .isEqualTo(new Consumption(3, 30_000, 3_000, new BigDecimal("0.135")));
        assertThat(estimate.pastGenerations()).isEqualTo(3);
      }
    }

    @Test
    void estimate_largerProject_isHigher() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host = priced(model)) {
        long before = host.ollio.estimate(request(host, "large")).high().inputTokens();
        host.ollio.importFiles(
            host.owner,
            host.project.id(),
            io.ollio.file.FileTree.ofTexts(java.util.Map.of("big.txt", "x".repeat(40_000))),
            "imported");

        assertThat(host.ollio.estimate(request(host, "large")).high().inputTokens())
            .isGreaterThan(before + 21 * 10_000);
      }
    }

    @Test
    void estimate_whatSubmitRefuses_isRefusedToo() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host = priced(model)) {
        GenerationRequest fine = request(host, "large");
        assertThatThrownBy(() -> host.ollio.estimate(fine.withModel("huge")))
            .isInstanceOf(UnknownModel.class);
        assertThatThrownBy(
                () ->
                    host.ollio.estimate(
                        GenerationRequest.of(host.owner, host.project.id(), "short")))
            .isInstanceOf(InvalidPrompt.class);
        assertThatThrownBy(
                () ->
                    host.ollio.estimate(
                        GenerationRequest.of(
                            io.ollio.OwnerId.of("bob"), host.project.id(), PROMPT)))
            .isInstanceOf(ProjectNotFound.class);
      }
    }
  }
}
