package io.ollio.agent;

import io.ollio.InvalidInput;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.catalogue.ModelInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How the agent works and when it must stop.
 *
 * @param temperature of every model call; absent leaves it to the server
 * @param maxOutputTokens of one model call
 * @param limits of the whole run
 * @param maxResultLength longest tool result that the model sees, in characters
 * @param commandTimeLimit longest run of one terminal command
 * @param contextWindow tokens that the model can take and give together, where nobody knows better;
 *     older steps are shortened in time
 * @param models what is known about the models; the empty one lets every name pass
 */
public record AgentSettings(
    @Nullable Double temperature,
    int maxOutputTokens,
    Limits limits,
    int maxResultLength,
    Duration commandTimeLimit,
    int contextWindow,
    ModelCatalogue models) {
  /**
   * Temperature 0.7, 4,000 output tokens a call, results of 16,000 characters, commands of 60 s, a
   * window of 128,000 tokens.
   */
  public static final AgentSettings DEFAULT =
      new AgentSettings(
          0.7,
          4_000,
          Limits.DEFAULT,
          16_000,
          Duration.ofSeconds(60),
          128_000,
          ModelCatalogue.EMPTY);

  /**
   * Upper bounds of one run, looked at before each model call: it is not made when what it is
   * expected to use, and the closing summary after it, would pass one of them.
   *
   * @param steps model calls with their tools, the closing summary not counted
   * @param inputTokens tokens sent in all calls together
   * @param outputTokens tokens received in all calls together
   * @param wallTime time at work; what an earlier attempt needed for its finished steps counts, the
   *     time between attempts does not
   * @param cost by the catalogue's prices, in their currency; absent for none. Models whose price
   *     is not known count as costing nothing
   */
  public record Limits(
      int steps,
      long inputTokens,
      long outputTokens,
      Duration wallTime,
      @Nullable BigDecimal cost) {
    /** 20 steps, 2 million tokens in, 200,000 tokens out, 15 minutes, at any cost. */
    public static final Limits DEFAULT = new Limits(20, 2_000_000, 200_000, Duration.ofMinutes(15));

    /** Checks the ranges. */
    public Limits {
      InvalidInput.check(steps > 0, "steps", "is " + steps + ", must be positive");
      InvalidInput.check(
          inputTokens > 0, "inputTokens", "is " + inputTokens + ", must be positive");
      InvalidInput.check(
          outputTokens > 0, "outputTokens", "is " + outputTokens + ", must be positive");
      InvalidInput.check(
          wallTime.compareTo(Duration.ZERO) > 0,
          "wallTime",
          "is " + wallTime + ", must be positive");
      InvalidInput.check(
          cost == null || cost.signum() > 0, "cost", "is " + cost + ", must be positive");
    }

    /** Limits at any cost. */
    public Limits(int steps, long inputTokens, long outputTokens, Duration wallTime) {
      this(steps, inputTokens, outputTokens, wallTime, null);
    }

    /** These limits with one of the cost; absent for none. */
    public Limits withCost(@Nullable BigDecimal most) {
      return new Limits(steps, inputTokens, outputTokens, wallTime, most);
    }
  }

  /** Checks the ranges. */
  public AgentSettings {
    InvalidInput.check(
        temperature == null || (temperature >= 0 && temperature <= 2),
        "temperature",
        "is " + temperature + ", must be 0 to 2");
    InvalidInput.check(
        maxOutputTokens > 0, "maxOutputTokens", "is " + maxOutputTokens + ", must be positive");
    InvalidInput.check(
        maxResultLength >= 1_000,
        "maxResultLength",
        "is " + maxResultLength + ", must be at least 1000");
    InvalidInput.check(
        contextWindow >= 1_000, "contextWindow", "is " + contextWindow + ", must be at least 1000");
  }

  /** These settings for models with another window. */
  public AgentSettings withContextWindow(int tokens) {
    return new AgentSettings(
        temperature, maxOutputTokens, limits, maxResultLength, commandTimeLimit, tokens, models);
  }

  /** Tokens that messages may take; half the window at least, however long a reply may be. */
  long roomForMessages(@Nullable String model) {
    int window =
        models
            .find(model)
            .map(ModelInfo::contextWindow)
            .orElse(OptionalInt.empty())
            .orElse(contextWindow);
    return Math.max(window - models.outputLimit(model, maxOutputTokens), window / 2);
  }

  /** These settings with other limits. */
  public AgentSettings withLimits(Limits others) {
    return new AgentSettings(
        temperature,
        maxOutputTokens,
        others,
        maxResultLength,
        commandTimeLimit,
        contextWindow,
        models);
  }

  /** These settings with another temperature; absent leaves it to the server. */
  public AgentSettings withTemperature(@Nullable Double other) {
    return new AgentSettings(
        other, maxOutputTokens, limits, maxResultLength, commandTimeLimit, contextWindow, models);
  }

  /**
   * These settings with another length of one reply; a model that writes less is asked for less.
   */
  public AgentSettings withMaxOutputTokens(int tokens) {
    return new AgentSettings(
        temperature, tokens, limits, maxResultLength, commandTimeLimit, contextWindow, models);
  }

  /** These settings with another catalogue of models. */
  public AgentSettings withModels(ModelCatalogue others) {
    return new AgentSettings(
        temperature,
        maxOutputTokens,
        limits,
        maxResultLength,
        commandTimeLimit,
        contextWindow,
        others);
  }
}
