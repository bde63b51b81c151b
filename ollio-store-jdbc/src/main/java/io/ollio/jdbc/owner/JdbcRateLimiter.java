package io.ollio.jdbc.owner;

import io.ollio.InvalidInput;
import io.ollio.OwnerId;
import io.ollio.jdbc.sql.Session;
import io.ollio.jdbc.sql.Sql;
import io.ollio.owner.OwnerException.TooManyRequests;
import io.ollio.owner.RateLimiter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A rate limiter that all processes on the database share: it remembers the moments of each owner's
 * last permits. A permit is taken in a transaction of its own, so a unit of work that is undone
 * does not give it back; only in a transaction of the host it is part of that.
 */
public final class JdbcRateLimiter implements RateLimiter {
  private final Sql sql;
  private final InstantSource clock;
  private final int permits;
  private final Duration period;

  /**
   * A limiter by this clock.
   *
   * @param permits permits in any stretch of the period, 1 to 10,000
   * @param period length of the stretch
   */
  public JdbcRateLimiter(Sql sql, InstantSource clock, int permits, Duration period) {
    InvalidInput.check(
        permits >= 1 && permits <= 10_000, "permits", "are " + permits + ", must be 1 to 10,000");
    InvalidInput.check(
        period.compareTo(Duration.ZERO) > 0, "period", "is " + period + ", must be positive");
    this.sql = sql;
    this.clock = clock;
    this.permits = permits;
    this.period = period;
  }

  @Override
  public void acquire(OwnerId owner) {
    sql.runApart(session -> take(session, owner));
  }

  /** Forgets the owners whose permits are all free again; returns how many. */
  public int forgetIdle() {
    Instant start = clock.instant().minus(period);
    return sql.write(
        session -> session.update("delete from ollio_rate where changed_at < ?", start));
  }

  private void take(Session session, OwnerId owner) {
    Deque<Instant> times = lock(session, owner);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    forgetOld(times, now);
    if (times.size() >= permits) {
      throw new TooManyRequests(
          owner,
          permits + " requests in " + period,
          Duration.between(now, times.getFirst().plus(period)));
    }
    times.addLast(now);
    session.update(
        "update ollio_rate set taken = ?, changed_at = ? where owner = ?",
        bytes(times),
        now,
        owner.value());
  }

  private void forgetOld(Deque<Instant> times, Instant now) {
    if (!times.isEmpty() && times.getLast().isAfter(now.plus(period))) {
      times.clear(); // the clock was set back: nobody should wait until it has caught up
    }
    while (!times.isEmpty() && !now.isBefore(times.getFirst().plus(period))) {
      times.removeFirst();
    }
  }

  private static Deque<Instant> lock(Session session, OwnerId owner) {
    Optional<Deque<Instant>> found = find(session, owner);
    while (found.isEmpty()) {
      session.insertIfNew(
          "insert into ollio_rate (owner, taken, changed_at) values (?, ?, ?)",
          owner.value(),
          new byte[0],
          Instant.EPOCH);
      found = find(session, owner);
    }
    return found.get();
  }

  private static Optional<Deque<Instant>> find(Session session, OwnerId owner) {
    return session.first(
        "select taken from ollio_rate where owner = ?" + session.dialect().lock(),
        (row, context) -> times(row.getBytes(1)),
        owner.value());
  }

  private static byte[] bytes(Deque<Instant> times) {
    ByteBuffer buffer = ByteBuffer.allocate(times.size() * Long.BYTES);
    times.forEach(time -> buffer.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, time)));
    return buffer.array();
  }

  private static Deque<Instant> times(byte[] bytes) {
    Deque<Instant> times = new ArrayDeque<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      times.addLast(Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS));
    }
    return times;
  }
}
