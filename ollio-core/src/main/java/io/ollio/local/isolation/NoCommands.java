package io.ollio.local.isolation;

import io.ollio.sandbox.Isolation;

/** Starts nothing, because nothing here would hold a command back. */
public final class NoCommands implements CommandIsolation {
  private final Isolation isolation;

  /** Commands are not offered; the reason tells the operator what to do. */
  public NoCommands(String reason) {
    this.isolation = Isolation.none(reason);
  }

  @Override
  public Isolation isolation() {
    return isolation;
  }

  @Override
  public boolean allowsCommands() {
    return false;
  }

  @Override
  public Seat seat() {
    return Seat.own(0);
  }

  @Override
  public IsolatedProcess start(Launch launch) {
    throw new IllegalStateException("Commands are not offered: " + isolation.detail());
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
