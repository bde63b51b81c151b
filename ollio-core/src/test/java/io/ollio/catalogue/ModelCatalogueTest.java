package io.ollio.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.llm.TokenUsage;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class ModelCatalogueTest {
  private static final TokenUsage USAGE = new TokenUsage(1_000_000, 0, 0, 0);
  private static final ModelCatalogue CATALOGUE =
      ModelCatalogue.of(
          ModelInfo.of("large")
              .withLimits(200_000, 8_000)
              .withPrice(Models.price("3", "3", "15"))
              .withAliases("large-2026-01-31", "big")
              .withFallbacks("small"),
          ModelInfo.of("small").withPrice(Models.price("1", "1", "2")),
          ModelInfo.of("free"));

  @Test
  void empty_knowsNothingAndLetsNamesPass() {
    assertThat(ModelCatalogue.EMPTY.isEmpty()).isTrue();
    assertThat(ModelCatalogue.EMPTY.find("any")).isEmpty();
    assertThat(ModelCatalogue.EMPTY.nameFor("any")).isEqualTo("any");
    assertThat(ModelCatalogue.EMPTY.nameFor(null)).isNull();
    assertThat(ModelCatalogue.EMPTY.cost(USAGE, "any", null)).isEqualTo(BigDecimal.ZERO);
    assertThat(ModelCatalogue.EMPTY.currency()).isEmpty();
  }

  @Test
  void nameFor_alias_isTheModelsOwnName() {
    assertThat(CATALOGUE.nameFor("big")).isEqualTo("large");
    assertThat(CATALOGUE.nameFor(null)).isNull();
    assertThat(CATALOGUE.withDefault("big").nameFor(null)).isEqualTo("large");
    assertThat(CATALOGUE.names()).containsExactly("large", "small", "free");
  }

  @Test
  void cost_answeredByAnotherModel_takesThatOnesPrice() {
    assertThat(CATALOGUE.cost(USAGE, "small", "large")).isEqualTo(new BigDecimal("1"));
    assertThat(CATALOGUE.cost(USAGE, "large-2026-01-31", null)).isEqualTo(new BigDecimal("3"));
    assertThat(CATALOGUE.currency()).contains(Currency.getInstance("EUR"));
  }

  @Test
  void cost_replyNamesNoKnownModel_takesTheAskedOnesPrice() {
    assertThat(CATALOGUE.cost(USAGE, "", "large")).isEqualTo(new BigDecimal("3"));
    assertThat(CATALOGUE.cost(USAGE, "large-2027", "large")).isEqualTo(new BigDecimal("3"));
    assertThat(CATALOGUE.cost(USAGE, "free", "free")).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void outputLimit_modelWritesLess_isCut() {
    assertThat(CATALOGUE.outputLimit("big", 10_000)).isEqualTo(8_000);
    assertThat(CATALOGUE.outputLimit("big", 4_000)).isEqualTo(4_000);
    assertThat(CATALOGUE.outputLimit("small", 10_000)).isEqualTo(10_000);
    assertThat(CATALOGUE.outputLimit(null, 10_000)).isEqualTo(10_000);
  }

  @Test
  void of_namesThatClash_areRefused() {
    assertThatThrownBy(() -> ModelCatalogue.of(ModelInfo.of("a"), ModelInfo.of("a")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("models have the name \"a\" twice");
    assertThatThrownBy(
            () -> ModelCatalogue.of(ModelInfo.of("a").withAliases("b"), ModelInfo.of("b")))
        .hasMessage("models have the name \"b\" twice");
  }

  @Test
  void of_namesThatAreNotThere_areRefused() {
    assertThatThrownBy(
            () -> ModelCatalogue.of(ModelInfo.of("a").withFallbacks("c"), ModelInfo.of("b")))
        .hasMessage("fallback of the model \"a\" is \"c\", must be one of a, b");
    assertThatThrownBy(() -> ModelCatalogue.of(ModelInfo.of("a").withFallbacks("a")))
        .hasMessage("fallback of the model \"a\" is the model itself");
    assertThatThrownBy(() -> CATALOGUE.withDefault("huge"))
        .hasMessage("default model is \"huge\", must be one of large, small, free");
  }

  @Test
  void of_twoCurrencies_isRefused() {
    ModelInfo euros = ModelInfo.of("a").withPrice(Models.price("1", "1", "1"));
    ModelInfo dollars = ModelInfo.of("b").withPrice(Models.price("1", "1", "1", "USD"));

    assertThatThrownBy(() -> ModelCatalogue.of(euros, dollars))
        .hasMessage("prices are in [EUR, USD], must be in one currency");
  }
}
