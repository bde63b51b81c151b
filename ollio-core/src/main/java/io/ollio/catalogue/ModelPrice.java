package io.ollio.catalogue;

import io.ollio.InvalidInput;
import io.ollio.llm.TokenUsage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;

/**
 * What a model costs, for a million tokens each.
 *
 * @param input tokens sent
 * @param cachedInput tokens sent that came from the provider's cache; the same as {@code input}
 *     where there is no discount
 * @param output tokens received, the reasoning ones included
 * @param currency of all three
 * @param source where the price was read, e.g. the address of a price list
 * @param date when it was read there
 */
public record ModelPrice(
    BigDecimal input,
    BigDecimal cachedInput,
    BigDecimal output,
    Currency currency,
    String source,
    LocalDate date) {
  /** Most decimal places of a price, so that a cost has at most 18. */
  public static final int MAX_PLACES = 12;

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
  private static final int TOKENS_PLACES = 6;

  /** Checks the ranges. */
  public ModelPrice {
    check(input, "price.input");
    check(cachedInput, "price.cachedInput");
    check(output, "price.output");
    InvalidInput.check(
        cachedInput.compareTo(input) <= 0,
        "price.cachedInput",
        "is " + cachedInput + ", must be at most the input's price, " + input);
    InvalidInput.text(source, "price.source", 500);
  }

  private static void check(BigDecimal amount, String field) {
    InvalidInput.check(
        amount.signum() >= 0 && amount.compareTo(MOST) <= 0,
        field,
        "is " + amount + ", must be 0 to " + MOST.toPlainString());
    InvalidInput.check(
        amount.stripTrailingZeros().scale() <= MAX_PLACES,
        field,
        "is " + amount + ", must have at most " + MAX_PLACES + " decimal places");
  }

  /** What these tokens cost, exactly. */
  public BigDecimal cost(TokenUsage usage) {
    long cached = Math.min(usage.cachedInputTokens(), usage.inputTokens());
    BigDecimal sum =
        times(input, usage.inputTokens() - cached)
            .add(times(cachedInput, cached))
            .add(times(output, usage.outputTokens()));
    return plain(sum.movePointLeft(TOKENS_PLACES));
  }

  private static BigDecimal times(BigDecimal price, long tokens) {
    return price.multiply(BigDecimal.valueOf(tokens));
  }

  /** Without zeros at the end, so that equal amounts are equal. */
  static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
