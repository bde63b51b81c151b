package io.ollio.benchmarks.store;

import java.util.Arrays;
import java.util.Locale;

/** Two ways of doing the same, measured in turn. */
final class Timings {
  private static final int WARM_UP = 1_000;

  private final long[] ours;
  private final long[] plain;

  private Timings(int rounds) {
    ours = new long[rounds];
    plain = new long[rounds];
  }

  /** Something to be measured; an exception ends the benchmark. */
  interface Step {
    void run() throws Exception;
  }

  static Timings measure(int rounds, Step ours, Step plain) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      ours.run();
      plain.run();
    }
    Timings timings = new Timings(rounds);
    for (int i = 0; i < rounds; i++) {
      timings.ours[i] = time(ours);
      timings.plain[i] = time(plain);
    }
    Arrays.sort(timings.ours);
    Arrays.sort(timings.plain);
    return timings;
  }

  /** Name, median and p99 of both in milliseconds, ratio of the medians. */
  String line(String name) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f / %.2f | %.2f / %.2f | %.2f |",
        name,
        percentile(ours, 50),
        percentile(ours, 99),
        percentile(plain, 50),
        percentile(plain, 99),
        percentile(ours, 50) / percentile(plain, 50));
  }

  private static long time(Step step) throws Exception {
    long start = System.nanoTime();
    step.run();
    return System.nanoTime() - start;
  }

  private static double percentile(long[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
  }
}
