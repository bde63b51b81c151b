package io.ollio.local.isolation;

import java.util.OptionalInt;

/**
 * What one sandbox gets of this machine.
 *
 * @param number counts sandboxes from 0; spreads them over the processors
 * @param uid the user that its commands run as and that must own its workspace; empty when that is
 *     the JVM's own
 */
public record Seat(int number, OptionalInt uid) {
  /** A seat as the JVM's own user. */
  public static Seat own(int number) {
    return new Seat(number, OptionalInt.empty());
  }
}
