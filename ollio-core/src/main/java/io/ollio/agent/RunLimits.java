package io.ollio.agent;

import io.ollio.agent.AgentResult.Ending;
import io.ollio.llm.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Watches the bounds of one run. */
final class RunLimits {
  private final AgentSettings.Limits limits;
  private final AgentTask.Allowance allowance;
  private final InstantSource clock;
  private final Instant start;

  /**
   * Bounds of a run.
   *
   * @param worked what earlier attempts have used of the time
   */
  RunLimits(
      AgentSettings.Limits limits,
      AgentTask.Allowance allowance,
      InstantSource clock,
      Duration worked) {
    this.limits = limits;
    this.allowance = allowance;
    this.clock = clock;
    this.start = clock.instant().minus(worked);
  }

  /** Time used so far, that of earlier attempts included. */
  Duration worked() {
    return Duration.between(start, clock.instant());
  }

  /** A bound that was reached. */
  record Reached(Ending ending, String detail) {}

  /** What the next call will probably use. */
  record Forecast(TokenUsage usage, BigDecimal cost) {}

  /** The bound that forbids one more step. Room for the closing summary is kept, too. */
  Optional<Reached> reached(Transcript transcript, Forecast next) {
    if (transcript.steps() >= limits.steps()) {
      return over(Ending.STEP_LIMIT, "The limit of " + limits.steps() + " steps is reached");
    }
    if (worked().compareTo(limits.wallTime()) >= 0) {
      return over(
          Ending.TIME_LIMIT, "The limit of " + limits.wallTime().toSeconds() + " s is reached");
    }
    return spent(transcript, next, 2);
  }

  /** Whether there is something to sum up, and enough left for it. */
  boolean allowSummary(Transcript transcript, Forecast next) {
    return transcript.modelCalls() > 0 && spent(transcript, next, 1).isEmpty();
  }

  private Optional<Reached> spent(Transcript transcript, Forecast next, int calls) {
    TokenUsage used = transcript.usage();
    long input = next.usage().inputTokens() * calls;
    if (used.inputTokens() + Math.max(1, input) > limits.inputTokens()) {
      return over(Ending.TOKEN_LIMIT, limits.inputTokens(), "input tokens", used.inputTokens());
    }
    long output = next.usage().outputTokens() * calls;
    if (used.outputTokens() + Math.max(1, output) > limits.outputTokens()) {
      return over(Ending.TOKEN_LIMIT, limits.outputTokens(), "output tokens", used.outputTokens());
    }
    BigDecimal cost = transcript.cost().add(next.cost().multiply(BigDecimal.valueOf(calls)));
    BigDecimal most = limits.cost();
    if (most != null && (cost.compareTo(most) > 0 || transcript.cost().compareTo(most) >= 0)) {
      return over(
          Ending.COST_LIMIT,
          most.toPlainString(),
          "for the cost",
          transcript.cost().toPlainString());
    }
    return allowance.covers(transcript, calls, next.usage(), next.cost())
        ? Optional.empty()
        : over(Ending.CREDIT_LIMIT, "The credits held for this generation allow no further step");
  }

  private static Optional<Reached> over(Ending ending, Object limit, String of, Object used) {
    return over(
        ending,
        "The limit of " + limit + " " + of + " allows no further step, " + used + " are used");
  }

  private static Optional<Reached> over(Ending ending, String detail) {
    return Optional.of(new Reached(ending, detail));
  }
}
