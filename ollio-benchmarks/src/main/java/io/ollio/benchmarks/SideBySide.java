package io.ollio.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a generation costs in two checkouts: two JVMs that stay, warmed up, of which one works while
 * the other waits, round by round in turn, and first in turn.
 *
 * <p>Arguments: base URL, rounds, generations a round, warm-up, class path of the old checkout,
 * class path of the new one. Each begins with a directory that holds {@link RoundWorker}.
 */
public final class SideBySide {
  private SideBySide() {}

  /** See the type. */
  public static void main(String[] arguments) throws IOException {
    int rounds = Integer.parseInt(arguments[1]);
    String generations = arguments[2];
    try (Checkout old = Checkout.start(arguments[4], arguments[0], arguments[3]);
        Checkout young = Checkout.start(arguments[5], arguments[0], arguments[3])) {
      double[][] before = new double[2][rounds];
      double[][] after = new double[2][rounds];
      for (int round = 0; round < rounds; round++) {
        if (round % 2 == 0) {
          old.measure(generations, before, round);
          young.measure(generations, after, round);
        } else {
          young.measure(generations, after, round);
          old.measure(generations, before, round);
        }
      }
      print("CPU ms ", before[0], after[0]);
      print("time ms", before[1], after[1]);
    }
  }

  private static void print(String what, double[] before, double[] after) {
    double[] ratios = new double[before.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = after[i] / before[i];
    }
    System.out.printf(
        Locale.ROOT,
        "%s a generation, median (quartiles) of %d rounds: before %s, now %s, ratio %s%n",
        what,
        ratios.length,
        spread(before),
        spread(after),
        spread(ratios));
  }

  private static String spread(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f–%.3f)",
        sorted[sorted.length / 2],
        sorted[sorted.length / 4],
        sorted[sorted.length * 3 / 4]);
  }

  /** A JVM with the classes of one checkout. */
  private record Checkout(Process process, BufferedWriter orders, BufferedReader answers)
      implements AutoCloseable {
    static Checkout start(String classPath, String url, String warmUp) throws IOException {
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:+UseSerialGC",
                      "-Xms512m",
                      "-Xmx512m",
                      "-cp",
                      classPath,
                      RoundWorker.class.getName(),
                      url,
                      warmUp))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Checkout checkout =
          new Checkout(
              process,
              process.outputWriter(StandardCharsets.UTF_8),
              process.inputReader(StandardCharsets.UTF_8));
      checkout.answer();
      return checkout;
    }

    void measure(String generations, double[][] into, int round) throws IOException {
      orders.write(generations + "\n");
      orders.flush();
      String[] figures = answer().split(" ", 2);
      into[0][round] = Double.parseDouble(figures[0]);
      into[1][round] = Double.parseDouble(figures[1]);
    }

    private String answer() throws IOException {
      String line = answers.readLine();
      if (line == null) {
        throw new IOException("The JVM of one checkout has ended");
      }
      return line;
    }

    @Override
    public void close() throws IOException {
      orders.close();
      process.destroy();
    }
  }
}
