package io.ollio;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes new ids: UUIDs of version 7 (RFC 9562), which sort by the millisecond they were made in
 * and, within one source, in the order they were made.
 */
public final class IdSource implements Supplier<String> {
  private static final int SEQUENCE_BITS = 12;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long lastTick;

  /** A source on a clock and a source of chance; use a strong one where ids must not be guessed. */
  public IdSource(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A source on the system's clock and secure random numbers. */
  public static IdSource system() {
    return new IdSource(InstantSource.system(), new SecureRandom());
  }

  /** The next id: 36 lower-case characters. */
  @Override
  public String get() {
    long tick = nextTick();
    long high = (tick >>> SEQUENCE_BITS << 16) | 0x7000L | (tick & 0xFFFL);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** Milliseconds and a counter in one number, so that a burst of ids still grows. */
  private synchronized long nextTick() {
    lastTick = Math.max(lastTick + 1, clock.millis() << SEQUENCE_BITS);
    return lastTick;
  }
}
