package io.ollio.catalogue;

import io.ollio.InvalidInput;
import io.ollio.catalogue.FallbackLlmClient.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers for a while which models are down. */
final class CoolDowns {
  /** A server may ask for days when a quota is used up, but somebody may pay meanwhile. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Duration usual;
  private final InstantSource clock;
  private final Map<Candidate, Instant> ends = new ConcurrentHashMap<>();

  CoolDowns(Duration usual, InstantSource clock) {
    InvalidInput.check(!usual.isNegative(), "coolDown", "is " + usual + ", must not be negative");
    this.usual = usual;
    this.clock = clock;
  }

  boolean isUp(Candidate model) {
    Instant end = ends.get(model);
    return end == null || !end.isAfter(clock.instant());
  }

  /** Forgets those that are over, since a host without a catalogue may let any name pass. */
  void begin(Candidate model, Duration asked) {
    Instant now = clock.instant();
    ends.values().removeIf(end -> !end.isAfter(now));
    Duration wanted = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    ends.put(model, now.plus(wanted.compareTo(usual) > 0 ? wanted : usual));
  }

  void end(Candidate model) {
    ends.remove(model);
  }
}
