package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.Ollio;
import io.ollio.agent.AgentSettings;
import io.ollio.agent.AgentSettings.Limits;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.Credits;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Money, tokens and credits are never overspent: a call that cannot be paid for is not made. */
class ModelLimitsTest {
  private static final String PROMPT = "Create a dark login form";
  private static final Limits WIDE = new Limits(20, 1_000_000, 1_000_000, Duration.ofMinutes(5));

  @Test
  void cost_noRoomForAnotherStep_endsWithASummaryWithinTheLimit() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(PricedModels.site(), PricedModels.more(1), PricedModels.done());
        Host host = limited(model, WIDE.withCost(new BigDecimal("0.08")))) {
      Generation.State state = host.end(PROMPT);

      assertThat(state.status()).isEqualTo(Status.SUCCEEDED);
      assertThat(state.reason()).isEqualTo("COST_LIMIT");
      assertThat(model.lastRequest().toolChoice()).isEqualTo(ToolChoice.NONE);
      assertThat(state.usage().cost()).isEqualTo(new BigDecimal("0.0702"));
    }
  }

  @Test
  void cost_usedUpWithoutASite_failsTypedAndCostsNoCredits() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.more(1));
        Host host = limited(model, WIDE.withCost(new BigDecimal("0.0234")))) {
      Generation.State state = host.end(PROMPT);

      assertThat(state.status()).isEqualTo(Status.FAILED);
      assertThat(state.reason()).isEqualTo("COST_LIMIT");
      assertThat(state.detail())
          .isEqualTo("The limit of 0.0234 for the cost allows no further step, 0.0234 are used");
      assertThat(state.usage().cost()).isEqualTo(new BigDecimal("0.0234"));
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void inputTokens_firstCallCannotFit_isNotMade() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of();
        Host host = limited(model, new Limits(20, 200, 1_000_000, Duration.ofMinutes(5)))) {
      Generation.State state = host.end(PROMPT);

      assertThat(state.reason()).isEqualTo("TOKEN_LIMIT");
      assertThat(state.usage()).isEqualTo(Generation.Usage.NONE);
    }
  }

  @Test
  void outputTokens_noRoomForAnotherReply_endsInTime() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(PricedModels.site(), PricedModels.more(1), PricedModels.done());
        Host host = limited(model, new Limits(20, 1_000_000, 3_500, Duration.ofMinutes(5)))) {
      Generation.State state = host.end(PROMPT);

      assertThat(state.reason()).isEqualTo("TOKEN_LIMIT");
      assertThat(state.usage().outputTokens()).isEqualTo(3_000);
    }
  }

  @Test
  void build_costLimitedWithoutAnyPrice_isRefused() {
    AgentSettings agent = AgentSettings.DEFAULT.withLimits(WIDE.withCost(BigDecimal.ONE));
    assertThatThrownBy(
            () ->
                Ollio.builder(ScriptedLlmClient.of())
                    .settings(GenerationSettings.DEFAULT.withAgent(agent))
                    .build())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("must be absent when no model of the catalogue has a price");
  }

  @Test
  void credits_pricedByCost_areTakenByCost() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.site(), PricedModels.done());
        Host host = priced(model, perCent(8))) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(host.used()).isEqualTo(4);
      assertThat(host.held()).isZero();
    }
  }

  @Test
  void credits_nextStepWouldOutgrowTheHold_endsBeforeIt() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                PricedModels.site(),
                PricedModels.more(1),
                PricedModels.more(2),
                PricedModels.done());
        Host host = priced(model, perCent(10))) {
      Generation.State state = host.end(PROMPT);

      assertThat(state.status()).isEqualTo(Status.SUCCEEDED);
      assertThat(state.reason()).isEqualTo("CREDIT_LIMIT");
      assertThat(model.lastRequest().toolChoice()).isEqualTo(ToolChoice.NONE);
      assertThat(host.used()).isEqualTo(9);
    }
  }

  @Test
  void credits_flatPriceAboveTheHold_stopsNothingAndIsCutToTheHold() {
    CreditPolicy flat = PricedModels.holding(3, used -> BigDecimal.TEN);
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.site(), PricedModels.done());
        Host host = priced(model, flat)) {
      assertThat(host.end(PROMPT).reason()).isEmpty();
      assertThat(host.used()).isEqualTo(3);
    }
  }

  @Test
  void credits_holdIsZero_freeGenerationsStillRun() {
    CreditPolicy free = PricedModels.holding(0, used -> BigDecimal.ZERO);
    try (ScriptedLlmClient model = ScriptedLlmClient.of(PricedModels.site(), PricedModels.done());
        Host host = priced(model, free)) {
      assertThat(host.end(PROMPT).reason()).isEmpty();
      assertThat(free.reserve()).isEqualTo(Credits.ZERO);
    }
  }

  /** A credit for each whole cent. */
  private static CreditPolicy perCent(long held) {
    return PricedModels.holding(held, used -> used.cost().movePointRight(2));
  }

  private static Host limited(ScriptedLlmClient model, Limits limits) {
    return new Host(model, builder -> PricedModels.limited(builder, limits));
  }

  private static Host priced(ScriptedLlmClient model, CreditPolicy policy) {
    return new Host(model, builder -> builder.models(PricedModels.CATALOGUE).creditPolicy(policy));
  }
}
