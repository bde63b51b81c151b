package io.ollio.examples;

import io.ollio.Ollio;
import io.ollio.agent.AgentSettings;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.Credits;
import io.ollio.generation.GenerationEstimate;
import io.ollio.generation.GenerationException.UnknownModel;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationSettings;
import io.ollio.llm.LlmClient;
import io.ollio.project.Generation.Usage;
import io.ollio.project.GenerationId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;

/** What a host does that offers several models and knows what they cost. */
public final class PricedHost {
  private PricedHost() {}

  /** The wiring. */
  static Ollio wired(LlmClient model, LlmClient otherProvider, Path file) {
    // region wiring
    ModelCatalogue models = ModelCatalogue.read(file);
    AgentSettings.Limits limits = AgentSettings.Limits.DEFAULT.withCost(new BigDecimal("0.50"));
    return Ollio.builder(model)
        .models(models)
        .settings(GenerationSettings.DEFAULT.withAgent(AgentSettings.DEFAULT.withLimits(limits)))
        .fallbackModel(otherProvider, "their-large") // after those that the catalogue names
        .creditPolicy(new PerCent())
        .build();
    // endregion
  }

  // region policy
  /** A credit for each cent that was begun, at most 50. */
  static final class PerCent implements CreditPolicy {
    @Override
    public Credits reserve() {
      return Credits.of(50);
    }

    @Override
    public Credits price(Consumption used) {
      BigDecimal cents = used.cost().movePointRight(2).setScale(0, RoundingMode.CEILING);
      return Credits.of(cents.longValueExact());
    }
  }

  // endregion

  /** What is shown beside the button, and what is told afterwards. */
  static Usage askedAndPaid(Ollio ollio, GenerationRequest request) {
    // region estimate
    GenerationEstimate estimate = ollio.estimate(request);
    System.out.println(
        "About %s to %s, %s credits are set aside"
            .formatted(estimate.low().cost(), estimate.high().cost(), estimate.held()));
    GenerationId id = ollio.submit(request);
    ollio.await(request.owner(), id);
    Usage usage = ollio.generation(request.owner(), id).state().usage();
    System.out.println("It was " + usage.cost() + " for " + usage.modelCalls() + " calls");
    // endregion
    return usage;
  }

  /** Which models there are, for one who asks for another. */
  static String choices(Ollio ollio, GenerationRequest request) {
    // region choice
    try {
      ollio.submit(request.withModel("no-such-model"));
      return "";
    } catch (UnknownModel e) {
      return "Choose one of " + e.known();
    }
    // endregion
  }
}
