package io.ollio.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * Makes generations one after the other whenever it reads a line with their number, and answers
 * with the milliseconds of CPU and of time that each has cost. Its class file is put in front of
 * the classes of any checkout that has {@link OllioLoop}, see {@link SideBySide}.
 *
 * <p>Arguments: base URL, generations to begin with.
 */
public final class RoundWorker {
  private RoundWorker() {}

  /** See the type. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    round(arguments[0], Integer.parseInt(arguments[1]));
    System.out.println("ready");
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(round(arguments[0], Integer.parseInt(line)));
    }
    System.exit(0);
  }

  /** A fresh host for each round, so that the stores in memory do not grow from round to round. */
  private static String round(String baseUrl, int generations) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (OllioLoop loop = new OllioLoop(baseUrl, 1)) {
      System.gc();
      long cpu = system.getProcessCpuTime();
      long start = System.nanoTime();
      for (int i = 0; i < generations; i++) {
        loop.run();
      }
      return (system.getProcessCpuTime() - cpu) / 1e6 / generations
          + " "
          + (System.nanoTime() - start) / 1e6 / generations;
    }
  }
}
