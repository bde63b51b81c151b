package io.ollio.examples.faults;

import io.ollio.Cancellation;
import io.ollio.Sleeper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up pauses instead of waiting. */
final class Pauses implements Sleeper {
  private final AtomicLong millis = new AtomicLong();

  @Override
  public void sleep(Duration duration, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    millis.addAndGet(duration.toMillis());
  }

  /** All pauses together. */
  Duration total() {
    return Duration.ofMillis(millis.get());
  }
}
