package io.ollio.agent;

import io.ollio.agent.AgentResult.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Watches the bounds of one run. */
final class RunLimits {
  private final AgentSettings.Limits limits;
  private final InstantSource clock;
  private final Instant start;

  /**
   * Bounds of a run.
   *
   * @param worked what earlier attempts have used of the time
   */
  RunLimits(AgentSettings.Limits limits, InstantSource clock, Duration worked) {
    this.limits = limits;
    this.clock = clock;
    this.start = clock.instant().minus(worked);
  }

  /** Time used so far, that of earlier attempts included. */
  Duration worked() {
    return Duration.between(start, clock.instant());
  }

  /** A bound that was reached. */
  record Reached(Ending ending, String detail) {}

  Optional<Reached> reached(Transcript transcript) {
    if (transcript.steps() >= limits.steps()) {
      return over(Ending.STEP_LIMIT, "The limit of " + limits.steps() + " steps is reached");
    }
    if (transcript.usage().inputTokens() >= limits.inputTokens()) {
      return over(
          Ending.TOKEN_LIMIT, "The limit of " + limits.inputTokens() + " input tokens is reached");
    }
    if (transcript.usage().outputTokens() >= limits.outputTokens()) {
      return over(
          Ending.TOKEN_LIMIT,
          "The limit of " + limits.outputTokens() + " output tokens is reached");
    }
    if (worked().compareTo(limits.wallTime()) >= 0) {
      return over(
          Ending.TIME_LIMIT, "The limit of " + limits.wallTime().toSeconds() + " s is reached");
    }
    return Optional.empty();
  }

  private static Optional<Reached> over(Ending ending, String detail) {
    return Optional.of(new Reached(ending, detail));
  }
}
