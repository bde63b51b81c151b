package io.ollio.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.generation.GenerationRequest;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Many generations at the same time against a model that takes two seconds for each of its seven
 * turns: the throughput beside the ideal, in which nothing but the model takes time, and what the
 * host needs for it.
 *
 * <p>Arguments: base URL, generations, concurrency, seconds of one generation in the ideal, base
 * URL of the same model without the wait.
 */
public final class LoadBenchmark {
  private static final int WARM_UP = 2_000;

  private LoadBenchmark() {}

  /** See the type. */
  public static void main(String[] arguments) throws IOException {
    int generations = Integer.parseInt(arguments[1]);
    int concurrency = Integer.parseInt(arguments[2]);
    double ideal = Math.ceil((double) generations / concurrency) * Double.parseDouble(arguments[3]);
    Peaks peaks = new Peaks();
    warmUp(arguments[4]);
    try (OllioLoop loop = new OllioLoop(arguments[0], concurrency)) {
      long cpu = cpuNanos();
      long start = System.nanoTime();
      List<Asked> asked = new ArrayList<>();
      for (int i = 0; i < generations; i++) {
        asked.add(ask(loop.ollio(), i));
      }
      double submitted = (System.nanoTime() - start) / 1e9;
      int succeeded = 0;
      for (Asked one : asked) {
        succeeded += peaks.awaitEnd(loop.ollio(), one) == Generation.Status.SUCCEEDED ? 1 : 0;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "Java %s, %d at a time: %d of %d succeeded in %.1f s (submitted in %.1f s); ideal %.1f s,"
              + " %.0f %% of its throughput; CPU %.1f ms a generation; %s%n",
          Runtime.version().feature(),
          concurrency,
          succeeded,
          generations,
          seconds,
          submitted,
          ideal,
          100 * ideal / seconds,
          (cpuNanos() - cpu) / 1e6 / generations,
          peaks);
    }
  }

  /** Lets the JIT do its work, which costs several times as much CPU as the generations. */
  private static void warmUp(String fastUrl) {
    try (OllioLoop loop = new OllioLoop(fastUrl, 1)) {
      for (int i = 0; i < WARM_UP; i++) {
        loop.run();
      }
    }
    System.gc();
  }

  private record Asked(OwnerId owner, GenerationId id) {}

  private static Asked ask(Ollio ollio, int number) {
    OwnerId owner = OwnerId.of("load-" + number);
    GenerationRequest request =
        GenerationRequest.of(
            owner, ollio.createProject(owner, "Load").id(), "Create a dark login form");
    return new Asked(owner, ollio.submit(request));
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** The most that was seen of everything, looked at ten times a second. */
  private static final class Peaks {
    private static final long LOOK_NANOS = 100_000_000;

    private long heap;

    Generation.Status awaitEnd(Ollio ollio, Asked asked) {
      while (true) {
        Runtime runtime = Runtime.getRuntime();
        heap = Math.max(heap, runtime.totalMemory() - runtime.freeMemory());
        Generation.Status status = ollio.generation(asked.owner(), asked.id()).state().status();
        if (status.isFinal()) {
          return status;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }

    @Override
    public String toString() {
      int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
      return String.format(
          Locale.ROOT,
          "peaks: %d platform threads, %d MB of heap, %s resident",
          threads,
          heap >> 20,
          resident());
    }

    /** The most memory that the process ever had, as Linux says. */
    private static String resident() {
      try {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
          if (line.startsWith("VmHWM:")) {
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB";
          }
        }
        return "unknown";
      } catch (IOException notLinux) {
        return "unknown";
      }
    }
  }
}
