package io.ollio.generation;

import io.ollio.OllioBuilder;
import io.ollio.agent.AgentSettings;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.catalogue.ModelInfo;
import io.ollio.catalogue.ModelPrice;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.Credits;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.testkit.llm.LlmScript;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.function.Function;

/** A catalogue with made-up prices, and what tests with money need. */
final class PricedModels {
  /** A call of {@link #COUNTED} costs 0.0234 with the large model and 0.0039 with the small one. */
  static final ModelCatalogue CATALOGUE =
      ModelCatalogue.of(
              ModelInfo.of("large")
                  .withLimits(200_000, 8_000)
                  .withPrice(price("3", "0.3", "15"))
                  .withAliases("large-2026")
                  .withFallbacks("small"),
              ModelInfo.of("small")
                  .withLimits(32_000, 1_000)
                  .withPrice(price("0.5", "0.05", "2.5")),
              ModelInfo.of("painter").withAbilities(true, false))
          .withDefault("large");

  static final TokenUsage COUNTED = new TokenUsage(10_000, 8_000, 1_000, 0);

  private PricedModels() {}

  private static ModelPrice price(String input, String cachedInput, String output) {
    return new ModelPrice(
        new BigDecimal(input),
        new BigDecimal(cachedInput),
        new BigDecimal(output),
        Currency.getInstance("EUR"),
        "made up",
        LocalDate.of(2026, 11, 23));
  }

  /** The site in one reply, with its tokens. */
  static LlmScript site() {
    return LlmScript.reply()
        .toolCall("writeFile", Replies.json("path", "index.html", "content", Host.PAGE))
        .toolCall("writeFile", Replies.json("path", "styles.css", "content", Host.STYLES))
        .usage(COUNTED)
        .finish(StopReason.TOOL_CALLS);
  }

  /** Another file, with its tokens. */
  static LlmScript more(int number) {
    String content = "export const number = " + number + ";\n";
    return LlmScript.reply()
        .toolCall("writeFile", Replies.json("path", "n" + number + ".js", "content", content))
        .usage(COUNTED)
        .finish(StopReason.TOOL_CALLS);
  }

  /** The last words, with their tokens. */
  static LlmScript done() {
    return LlmScript.reply().text("The login form is ready.").usage(COUNTED).stop();
  }

  static OllioBuilder limited(OllioBuilder builder, AgentSettings.Limits limits) {
    return builder
        .models(CATALOGUE)
        .settings(GenerationSettings.DEFAULT.withAgent(AgentSettings.DEFAULT.withLimits(limits)));
  }

  /** A policy that holds so many credits and prices by use. */
  static CreditPolicy holding(long held, Function<CreditPolicy.Consumption, BigDecimal> price) {
    return new CreditPolicy() {
      @Override
      public Credits reserve() {
        return Credits.of(held);
      }

      @Override
      public Credits price(Consumption consumption) {
        return Credits.of(price.apply(consumption).longValue());
      }
    };
  }
}
