package io.ollio.local.isolation;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one sandbox gets of this machine.
 *
 * @param number counts sandboxes from 0; spreads them over the processors
 * @param uid the user that its commands run as and that must own its workspace; empty when that is
 *     the JVM's own
 * @param packages directory that its commands see as {@code /home/node_modules}, if any
 * @param bridge directory that its commands see as {@code /run/ollio} and whose script they start
 *     besides, so that their ports can be reached
 */
public record Seat(int number, OptionalInt uid, Optional<Path> packages, Optional<Path> bridge) {
  /** A seat without packages and bridge. */
  public Seat(int number, OptionalInt uid) {
    this(number, uid, Optional.empty(), Optional.empty());
  }

  /** A seat as the JVM's own user. */
  public static Seat own(int number) {
    return new Seat(number, OptionalInt.empty());
  }

  /** This seat with packages. */
  public Seat withPackages(Optional<Path> directory) {
    return new Seat(number, uid, directory, bridge);
  }

  /** This seat with a bridge. */
  public Seat withBridge(Path directory) {
    return new Seat(number, uid, packages, Optional.of(directory));
  }
}
