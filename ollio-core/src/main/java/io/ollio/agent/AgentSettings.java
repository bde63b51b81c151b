package io.ollio.agent;

import io.ollio.InvalidInput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the agent works and when it must stop.
 *
 * @param temperature of every model call; absent leaves it to the server
 * @param maxOutputTokens of one model call
 * @param limits of the whole run
 * @param maxResultLength longest tool result that the model sees, in characters
 * @param commandTimeLimit longest run of one terminal command
 */
public record AgentSettings(
    @Nullable Double temperature,
    int maxOutputTokens,
    Limits limits,
    int maxResultLength,
    Duration commandTimeLimit) {
  /**
   * Temperature 0.7, 4,000 output tokens a call, results of 16,000 characters, commands of 60 s.
   */
  public static final AgentSettings DEFAULT =
      new AgentSettings(0.7, 4_000, Limits.DEFAULT, 16_000, Duration.ofSeconds(60));

  /**
   * Upper bounds of one run, checked before each model call.
   *
   * @param steps model calls with their tools, the closing summary not counted
   * @param inputTokens tokens sent in all calls together
   * @param outputTokens tokens received in all calls together
   * @param wallTime time at work; what an earlier attempt needed for its finished steps counts, the
   *     time between attempts does not
   */
  public record Limits(int steps, long inputTokens, long outputTokens, Duration wallTime) {
    /** 20 steps, 2 million tokens in, 200,000 tokens out, 15 minutes. */
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
  }

  /** These settings with other limits. */
  public AgentSettings withLimits(Limits others) {
    return new AgentSettings(
        temperature, maxOutputTokens, others, maxResultLength, commandTimeLimit);
  }

  /** These settings with another temperature; absent leaves it to the server. */
  public AgentSettings withTemperature(@Nullable Double other) {
    return new AgentSettings(other, maxOutputTokens, limits, maxResultLength, commandTimeLimit);
  }

  /** These settings with another length of one reply. */
  public AgentSettings withMaxOutputTokens(int tokens) {
    return new AgentSettings(temperature, tokens, limits, maxResultLength, commandTimeLimit);
  }
}
