package io.ollio.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.InvalidInput;
import io.ollio.llm.TokenUsage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ModelPriceTest {
  private static final ModelPrice PRICE = Models.price("3", "0.3", "15");

  @Test
  void cost_cachedPart_isPaidAtTheCachedPrice() {
    assertThat(PRICE.cost(new TokenUsage(10_000, 8_000, 1_000, 400)))
        .isEqualTo(new BigDecimal("0.0234"));
  }

  @Test
  void cost_ofOneToken_isExact() {
    assertThat(Models.price("0.075", "0.0375", "0.3").cost(new TokenUsage(1, 1, 0, 0)))
        .isEqualTo(new BigDecimal("0.0000000375"));
  }

  @Test
  void cost_ofNothing_isPlainZero() {
    assertThat(PRICE.cost(TokenUsage.NONE)).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void cost_ofMillions_hasNoNegativeScale() {
    assertThat(PRICE.cost(new TokenUsage(100_000_000, 0, 0, 0))).isEqualTo(new BigDecimal("300"));
  }

  @Test
  void cost_serverCountsMoreCachedThanSent_isNeverNegative() {
    assertThat(PRICE.cost(new TokenUsage(10, 1_000, 0, 0))).isEqualTo(new BigDecimal("0.000003"));
  }

  @Test
  void price_outOfRange_namesFieldAndValue() {
    assertThatThrownBy(() -> Models.price("-1", "0", "1"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("price.input is -1, must be 0 to 1000000");
    assertThatThrownBy(() -> Models.price("1", "2", "1"))
        .hasMessage("price.cachedInput is 2, must be at most the input's price, 1");
    assertThatThrownBy(() -> Models.price("1", "0", "0.0000000000001"))
        .hasMessage("price.output is 1E-13, must have at most 12 decimal places");
  }
}
