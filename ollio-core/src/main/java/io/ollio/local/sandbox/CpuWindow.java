package io.ollio.local.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.LongSupplier;

/**
 * Whether processors were over 90 % busy through the last seconds, as a sliding sum: on a busy host
 * single samples hardly ever stay above a threshold. Used by one thread.
 */
final class CpuWindow {
  private static final double BUSY = 0.9;

  private record Sample(long nanos, Duration cpuTime) {}

  private final Duration length;
  private final double cpus;
  private final LongSupplier nanoTime;
  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * A window without samples.
   *
   * @param cpus processors that may be used
   */
  CpuWindow(Duration length, double cpus, LongSupplier nanoTime) {
    this.length = length;
    this.cpus = cpus;
    this.nanoTime = nanoTime;
  }

  /** Takes a sample; tells whether the window is covered and was used to more than 90 %. */
  boolean isFull(Duration cpuTime) {
    long now = nanoTime.getAsLong();
    samples.add(new Sample(now, cpuTime));
    while (samples.size() > 1 && now - second().nanos >= length.toNanos()) {
      samples.removeFirst();
    }
    Sample oldest = samples.getFirst();
    long covered = now - oldest.nanos;
    return covered >= length.toNanos()
        && cpuTime.minus(oldest.cpuTime).toNanos() > covered * cpus * BUSY;
  }

  private Sample second() {
    Iterator<Sample> inOrder = samples.iterator();
    inOrder.next();
    return inOrder.next();
  }
}
