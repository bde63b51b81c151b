package io.ollio.catalogue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;

/** Made-up prices for the tests. */
final class Models {
  private Models() {}

  static ModelPrice price(String input, String cachedInput, String output) {
    return price(input, cachedInput, output, "EUR");
  }

  static ModelPrice price(String input, String cachedInput, String output, String currency) {
    return new ModelPrice(
        new BigDecimal(input),
        new BigDecimal(cachedInput),
        new BigDecimal(output),
        Currency.getInstance(currency),
        "made up",
        LocalDate.of(2026, 11, 23));
  }
}
