package io.ollio.catalogue;

import io.ollio.InvalidInput;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known about one model. Begin with {@link #of} and add what you know.
 *
 * @param name as it is sent to the server
 * @param contextWindow most tokens of one call, input and output together; empty when unknown
 * @param maxOutputTokens most tokens of one reply; empty when unknown
 * @param takesImages whether it can be shown images; true unless it is known that it cannot
 * @param callsTools whether it can call tools, without which nothing is generated; true unless it
 *     is known that it cannot
 * @param price empty when unknown; its use counts as costing nothing then
 * @param aliases other names that mean this model: short and dated ones, the ones that servers put
 *     into their replies, and those of retired models that it succeeds
 * @param fallbacks names of the models that stand in when it is down, the first one first
 */
public record ModelInfo(
    String name,
    OptionalInt contextWindow,
    OptionalInt maxOutputTokens,
    boolean takesImages,
    boolean callsTools,
    Optional<ModelPrice> price,
    List<String> aliases,
    List<String> fallbacks) {
  /** Longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 200;

  /** Checks names and ranges. */
  public ModelInfo {
    InvalidInput.text(name, "model name", MAX_NAME_LENGTH);
    contextWindow.ifPresent(tokens -> checkPositive(tokens, "contextWindow"));
    maxOutputTokens.ifPresent(tokens -> checkPositive(tokens, "maxOutputTokens"));
    aliases = List.copyOf(aliases);
    fallbacks = List.copyOf(fallbacks);
    aliases.forEach(alias -> InvalidInput.text(alias, "aliases", MAX_NAME_LENGTH));
    fallbacks.forEach(fallback -> InvalidInput.text(fallback, "fallbacks", MAX_NAME_LENGTH));
  }

  private static void checkPositive(int tokens, String field) {
    InvalidInput.check(tokens > 0, field, "is " + tokens + ", must be positive");
  }

  /** A model of which only the name is known. */
  public static ModelInfo of(String name) {
    return new ModelInfo(
        name,
        OptionalInt.empty(),
        OptionalInt.empty(),
        true,
        true,
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** This model with its two limits. */
  public ModelInfo withLimits(int window, int output) {
    return new ModelInfo(
        name,
        OptionalInt.of(window),
        OptionalInt.of(output),
        takesImages,
        callsTools,
        price,
        aliases,
        fallbacks);
  }

  /** This model with what it can do. */
  public ModelInfo withAbilities(boolean images, boolean tools) {
    return new ModelInfo(
        name, contextWindow, maxOutputTokens, images, tools, price, aliases, fallbacks);
  }

  /** This model with its price. */
  public ModelInfo withPrice(ModelPrice known) {
    return new ModelInfo(
        name,
        contextWindow,
        maxOutputTokens,
        takesImages,
        callsTools,
        Optional.of(known),
        aliases,
        fallbacks);
  }

  /** This model with its other names. */
  public ModelInfo withAliases(String... names) {
    return new ModelInfo(
        name,
        contextWindow,
        maxOutputTokens,
        takesImages,
        callsTools,
        price,
        List.of(names),
        fallbacks);
  }

  /** This model with its stand-ins. */
  public ModelInfo withFallbacks(String... names) {
    return new ModelInfo(
        name,
        contextWindow,
        maxOutputTokens,
        takesImages,
        callsTools,
        price,
        aliases,
        List.of(names));
  }
}
