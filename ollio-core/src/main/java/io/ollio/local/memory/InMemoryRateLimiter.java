package io.ollio.local.memory;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.owner.OwnerException;
import io.ollio.owner.RateLimiter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rate limiter that remembers when each owner's last permits were taken, for the owners seen
 * last. Not part of any unit of work: a permit is not given back.
 */
@Singleton
public final class InMemoryRateLimiter implements RateLimiter {
  private final InstantSource clock;
  private final Settings settings;
  private final Map<OwnerId, ArrayDeque<Instant>> taken = new LinkedHashMap<>(16, 0.75f, true);

  /** A limiter by this clock. */
  @Inject
  public InMemoryRateLimiter(InstantSource clock, Settings settings) {
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * How much each owner may take, and how much memory that may take.
   *
   * @param permits permits in any stretch of the period, at least 1
   * @param period length of the stretch
   * @param owners most owners remembered; the one not seen for longest is forgotten
   */
  public record Settings(int permits, Duration period, int owners) {
    /** 100 permits a minute, for the last 10,000 owners. */
    public static final Settings DEFAULT = new Settings(100, Duration.ofMinutes(1), 10_000);

    /** Checks the ranges. */
    public Settings {
      InvalidInput.check(permits >= 1, "permits", "are " + permits + ", must be at least 1");
      InvalidInput.check(
          period.compareTo(Duration.ZERO) > 0, "period", "is " + period + ", must be positive");
      InvalidInput.check(owners >= 1, "owners", "are " + owners + ", must be at least 1");
    }
  }

  @Override
  public synchronized void acquire(OwnerId owner) {
    Instant now = clock.instant();
    ArrayDeque<Instant> times = taken.computeIfAbsent(owner, id -> new ArrayDeque<>());
    forgetOld(times, now);
    if (times.size() >= settings.permits()) {
      throw new OwnerException.TooManyRequests(
          owner,
          settings.permits() + " requests in " + settings.period(),
          Duration.between(now, times.getFirst().plus(settings.period())));
    }
    times.addLast(now);
    forgetOwners(now);
  }

  private void forgetOld(ArrayDeque<Instant> times, Instant now) {
    if (!times.isEmpty() && times.getLast().isAfter(now)) {
      times.clear(); // the clock was set back: nobody should wait until it has caught up
    }
    while (!times.isEmpty() && !now.isBefore(times.getFirst().plus(settings.period()))) {
      times.removeFirst();
    }
  }

  /** The map's order is that of use, so idle owners and those to be forgotten come first. */
  private void forgetOwners(Instant now) {
    Iterator<ArrayDeque<Instant>> oldest = taken.values().iterator();
    while (oldest.hasNext()) {
      ArrayDeque<Instant> times = oldest.next();
      boolean isIdle = !now.isBefore(times.getLast().plus(settings.period()));
      if (!isIdle && taken.size() <= settings.owners()) {
        return;
      }
      oldest.remove();
    }
  }
}
