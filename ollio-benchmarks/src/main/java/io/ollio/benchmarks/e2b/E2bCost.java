package io.ollio.benchmarks.e2b;

import com.sun.management.OperatingSystemMXBean;
import io.ollio.sandbox.e2b.api.E2bSettings;
import io.ollio.sandbox.e2b.client.E2bClient;
import io.ollio.sandbox.e2b.client.RemoteSandbox;
import io.ollio.sandbox.e2b.files.WriteOptions;
import io.ollio.sandbox.e2b.process.ProcessRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * CPU of this process and wall time for each operation, against a server that is already running.
 * Arguments: its address, the key, and {@code operations} or {@code transfer}.
 */
public final class E2bCost {
  private static final int PARALLEL = 64;
  private static final int WARM_UP = 4;
  private static final long MEGABYTE = 1L << 20;
  private static final long TRANSFER = 100 * MEGABYTE;

  private final RemoteSandbox sandbox;

  private E2bCost(RemoteSandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** See the type. */
  public static void main(String[] arguments) throws Exception {
    E2bSettings settings =
        E2bSettings.builder()
            .apiKey(arguments[1])
            .apiUrl(arguments[0])
            .sandboxUrl(arguments[0])
            .build();
    try (E2bClient client = new E2bClient(settings)) {
      RemoteSandbox sandbox = client.create("base");
      E2bCost cost = new E2bCost(sandbox);
      if (arguments[2].equals("transfer")) {
        cost.transfer();
      } else {
        cost.operations();
      }
      sandbox.kill();
    }
  }

  private void operations() throws Exception {
    byte[] content = new byte[4_096];
    sandbox.files().write("/tmp/bench/a.bin", content);
    for (int i = 0; i < 20; i++) {
      sandbox.files().write("/tmp/bench/f" + i, content);
    }
    ProcessRequest isTrue = ProcessRequest.bash("true");
    measure("write 4 KB", 3_000, () -> sandbox.files().write("/tmp/bench/a.bin", content));
    measure("read 4 KB", 3_000, () -> sandbox.files().read("/tmp/bench/a.bin"));
    measure("list 21", 3_000, () -> sandbox.files().list("/tmp/bench", 1));
    measure("run true", 600, () -> sandbox.processes().run(isTrue));
    ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
    try {
      measure(
          "64 reads", 150, () -> atOnce(threads, () -> sandbox.files().read("/tmp/bench/a.bin")));
      measure("64 true", 40, () -> atOnce(threads, () -> sandbox.processes().run(isTrue)));
    } finally {
      threads.shutdown();
    }
  }

  /**
   * Warms up with four times as many as are measured, since a fresh JVM compiles beside the work.
   */
  private static void measure(String name, int times, Runnable operation) {
    repeat(WARM_UP * times, operation);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    repeat(times, operation);
    report(name, times, system.getProcessCpuTime() - cpu, System.nanoTime() - wall);
  }

  private static void repeat(int times, Runnable operation) {
    for (int i = 0; i < times; i++) {
      operation.run();
    }
  }

  private static void report(String name, int times, long cpuNanos, long wallNanos) {
    System.out.printf(
        Locale.ROOT,
        "%s\t%.1f\t%.1f%n",
        name,
        cpuNanos / 1_000.0 / times,
        wallNanos / 1_000.0 / times);
  }

  private static void atOnce(ExecutorService threads, Callable<?> operation) {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < PARALLEL; i++) {
      running.add(threads.submit(operation));
    }
    try {
      for (Future<?> one : running) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The heap's limit, less what is in use before, bounds what the transfer can have needed. */
  private void transfer() throws IOException {
    sandbox.files().write("/tmp/small", new byte[1]);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    System.out.printf(
        Locale.ROOT,
        "heap: %.1f MB in use before, at most %.1f MB more%n",
        used / (double) MEGABYTE,
        (runtime.maxMemory() - used) / (double) MEGABYTE);
    for (int i = 0; i < 3; i++) {
      long up = System.nanoTime();
      sandbox.files().write("/tmp/large", new Zeros(), TRANSFER, WriteOptions.PLAIN);
      long down = System.nanoTime();
      sandbox.files().copyTo("/tmp/large", OutputStream.nullOutputStream());
      long end = System.nanoTime();
      System.out.printf(
          Locale.ROOT, "100 MB up %.0f MB/s, down %.0f MB/s%n", rate(down - up), rate(end - down));
    }
  }

  private static double rate(long nanos) {
    return TRANSFER / (double) MEGABYTE / (nanos / 1e9);
  }

  private static final class Zeros extends InputStream {
    private long left = TRANSFER;

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, left);
      left -= count;
      return count == 0 ? -1 : count;
    }
  }
}
