package io.ollio.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.management.OperatingSystemMXBean;
import io.ollio.llm.ToolSpec;
import io.ollio.tool.Tool;
import io.ollio.tool.Toolbox;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Measures a generation of seven model calls against the stand-in server, beside a bare OkHttp loop
 * in the same run, round by round in turn.
 *
 * <p>Arguments: base URL, rounds, generations a round, concurrency. With rounds 0 it makes one cold
 * generation of the kind named by the fifth argument ({@code ollio} or {@code bare}) and prints its
 * time. On a JVM with the Epsilon collector it prints the allocation instead of the time.
 */
public final class GenerationBenchmark {
  /** Generations of each kind before the first round; by then the JIT has done most of its work. */
  private static final int WARM_UP = 3_000;

  private GenerationBenchmark() {}

  /** See the type. */
  public static void main(String[] arguments) throws InterruptedException {
    String baseUrl = arguments[0];
    int rounds = Integer.parseInt(arguments[1]);
    int generations = Integer.parseInt(arguments[2]);
    int concurrency = Integer.parseInt(arguments[3]);
    if (rounds == 0) {
      cold(baseUrl, arguments[4]);
      return;
    }
    BareLoop bare = new BareLoop(baseUrl, tools());
    try (OllioLoop ollio = new OllioLoop(baseUrl, concurrency)) {
      int warmUp = isNothingFreed() ? generations : Math.max(generations, WARM_UP);
      measure(ollio, warmUp, concurrency);
      measure(bare, warmUp, concurrency);
      List<Figures> ours = new ArrayList<>();
      List<Figures> theirs = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        ours.add(measure(ollio, generations, concurrency));
        theirs.add(measure(bare, generations, concurrency));
      }
      print("ollio", ours);
      print("bare loop", theirs);
      if (!isNothingFreed()) {
        printRatios(ours, theirs);
      }
    }
  }

  /** What one round cost for each generation: milliseconds, milliseconds of CPU, kilobytes. */
  private record Figures(double wall, double cpu, double kilobytes) {}

  private static void cold(String baseUrl, String kind) {
    long start = System.nanoTime();
    if (kind.equals("ollio")) {
      try (OllioLoop ollio = new OllioLoop(baseUrl, 1)) {
        ollio.run();
        System.out.printf(Locale.ROOT, "ollio cold %.0f ms%n", (System.nanoTime() - start) / 1e6);
      }
    } else {
      new BareLoop(baseUrl, tools()).run();
      System.out.printf(Locale.ROOT, "bare cold %.0f ms%n", (System.nanoTime() - start) / 1e6);
    }
    System.exit(0);
  }

  private static Figures measure(Runnable generation, int count, int concurrency)
      throws InterruptedException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long allocated = allocated();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    CountDownLatch done = new CountDownLatch(concurrency);
    for (int i = 0; i < concurrency; i++) {
      int share = count / concurrency;
      new Thread(
              () -> {
                try {
                  for (int n = 0; n < share; n++) {
                    generation.run();
                  }
                } finally {
                  done.countDown();
                }
              })
          .start();
    }
    done.await();
    double made = (double) count / concurrency * concurrency;
    return new Figures(
        (System.nanoTime() - start) / 1e6 / made,
        (system.getProcessCpuTime() - cpu) / 1e6 / made,
        (allocated() - allocated) / 1024.0 / made);
  }

  /** Bytes in the heap: all that was ever allocated, with the collector that frees nothing. */
  private static long allocated() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static boolean isNothingFreed() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .anyMatch(collector -> collector.getName().startsWith("Epsilon"));
  }

  private static void print(String name, List<Figures> figures) {
    if (isNothingFreed()) {
      String kilobytes = spread(figures.stream().mapToDouble(Figures::kilobytes).toArray());
      System.out.printf(Locale.ROOT, "%-10s KB allocated %s%n", name, kilobytes);
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%-10s wall ms %s   cpu ms %s%n",
        name,
        spread(figures.stream().mapToDouble(Figures::wall).toArray()),
        spread(figures.stream().mapToDouble(Figures::cpu).toArray()));
  }

  private static void printRatios(List<Figures> ours, List<Figures> theirs) {
    double[] wall = new double[ours.size()];
    double[] cpu = new double[ours.size()];
    for (int i = 0; i < wall.length; i++) {
      wall[i] = ours.get(i).wall() / theirs.get(i).wall();
      cpu[i] = ours.get(i).cpu() / theirs.get(i).cpu();
    }
    System.out.printf(
        Locale.ROOT, "%-10s wall    %s   cpu    %s%n", "ratio", spread(wall), spread(cpu));
  }

  private static String spread(double[] values) {
    Arrays.sort(values);
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f–%.2f)",
        values[values.length / 2],
        values[0],
        values[values.length - 1]);
  }

  /** The standard tools as the server sees them, so that both loops send the same. */
  private static ArrayNode tools() {
    JsonMapper json = new JsonMapper();
    ArrayNode tools = json.createArrayNode();
    for (ToolSpec spec : Toolbox.standard(false, Tool.DEFAULT_TIME_LIMIT, List.of()).specs()) {
      try {
        tools
            .addObject()
            .put("type", "function")
            .putObject("function")
            .put("name", spec.name())
            .put("description", spec.description())
            .set("parameters", json.readTree(spec.parametersSchema()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("The schema of " + spec.name() + " is broken", e);
      }
    }
    return tools;
  }
}
