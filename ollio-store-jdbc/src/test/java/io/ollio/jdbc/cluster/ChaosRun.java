package io.ollio.jdbc.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ollio.Cancellation;
import io.ollio.OwnerId;
import io.ollio.Sleeper;
import io.ollio.generation.GenerationRequest;
import io.ollio.jdbc.cluster.Verdicts.Asked;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.StoreUnavailable;
import io.ollio.testkit.openai.FakeOpenAiProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Generations while everything breaks: three worker processes on one PostgreSQL are killed, frozen
 * and cut off, one of them with a clock that is a minute ahead, and the database is restarted. The
 * model is a process of its own that nobody touches, and counts its calls. The seed decides what
 * happens in which order. Arguments: seed, seconds, generations; for the long run {@code
 * ollio-store-jdbc/run-class io.ollio.jdbc.cluster.ChaosRun 1 600 500}.
 */
public final class ChaosRun {
  private static final int WORKERS = 3;
  private static final int OWNERS = 10;
  private static final int PIECE_MILLIS = 150;
  private static final int ONE_IN_IS_CANCELLED = 25;
  private static final Duration GRACE = Duration.ofMinutes(3);

  private final long seed;
  private final Duration length;
  private final int generations;
  private final Path folder;

  private ChaosRun(long seed, Duration length, int generations, Path folder) {
    this.seed = seed;
    this.length = length;
    this.generations = generations;
    this.folder = folder;
  }

  /** See the type. */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    ChaosReport report =
        run(
            Long.parseLong(arguments[0]),
            Duration.ofSeconds(Long.parseLong(arguments[1])),
            Integer.parseInt(arguments[2]),
            Files.createTempDirectory("ollio-chaos"));
    print("took " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s, " + report);
  }

  /** Runs it and looks at the result. */
  static ChaosReport run(long seed, Duration length, int generations, Path folder) {
    return new ChaosRun(seed, length, generations, folder).run();
  }

  private ChaosReport run() {
    Path script = ChaosScript.writeTo(folder.resolve("script.json"), PIECE_MILLIS);
    try (RestartablePostgres database = RestartablePostgres.in(folder);
        JavaProcess model =
            JavaProcess.start(
                FakeOpenAiProcess.class, folder, line -> {}, "0", script.toString())) {
      String url = model.awaitFirstLine();
      try (ChaosHost host = ChaosHost.submitter(RestartablePostgres.url(database.port()), url);
          Troubles troubles = new Troubles(database, url, folder, seed)) {
        troubles.startWorkers(WORKERS);
        CompletableFuture<List<Asked>> asking = CompletableFuture.supplyAsync(() -> askAll(host));
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
          troubles.next();
        }
        List<Asked> asked = asking.join();
        awaitEnd(host, asked);
        return new Verdicts(host, calls(url)).judge(troubles.counts(), asked);
      }
    }
  }

  /** Submits one after the other, evenly over the first nine tenths, and cancels a few. */
  private List<Asked> askAll(ChaosHost host) {
    Random random = new Random(seed + 1);
    List<Asked> asked = new ArrayList<>();
    long gap = length.toMillis() * 9 / 10 / generations;
    long start = System.nanoTime();
    for (int i = 0; i < generations; i++) {
      long due = start + Duration.ofMillis(gap * i).toNanos();
      pause(Duration.ofNanos(due - System.nanoTime()));
      asked.add(ask(host, i));
      if (random.nextInt(ONE_IN_IS_CANCELLED) == 0) {
        Asked unwanted = asked.get(random.nextInt(asked.size()));
        insist(
            () -> {
              host.ollio.cancel(unwanted.owner(), unwanted.id());
              return true;
            });
      }
    }
    return asked;
  }

  private Asked ask(ChaosHost host, int number) {
    OwnerId owner = OwnerId.of("owner " + number % OWNERS);
    String mark = "number " + number + ".";
    Project project = insist(() -> host.ollio.createProject(owner, "Project " + number));
    GenerationRequest request =
        GenerationRequest.of(owner, project.id(), "Create a dark login form, " + mark)
            .withIdempotencyKey("key " + number);
    return new Asked(owner, insist(() -> host.ollio.submit(request)), mark);
  }

  /** What a patient client does while the database is away. */
  private static <T> T insist(Supplier<T> action) {
    while (true) {
      try {
        return action.get();
      } catch (StoreUnavailable e) {
        if (!e.isRetryable()) {
          throw e;
        }
        pause(Duration.ofMillis(250));
      }
    }
  }

  private static void awaitEnd(ChaosHost host, List<Asked> asked) {
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (System.nanoTime() < deadline) {
      boolean isDone =
          insist(
              () ->
                  asked.stream()
                      .allMatch(
                          one ->
                              host.ollio
                                  .generation(one.owner(), one.id())
                                  .state()
                                  .status()
                                  .isFinal()));
      long left = insist(() -> host.jobs.stats().queued() + host.jobs.stats().running());
      if (isDone && left == 0) {
        return;
      }
      pause(Duration.ofMillis(500));
    }
  }

  private static JsonNode calls(String url) {
    try (InputStream answer = URI.create(url).resolve("/fake/calls").toURL().openStream()) {
      return new ObjectMapper().readTree(answer);
    } catch (IOException e) {
      throw new IllegalStateException("The fake server does not answer", e);
    }
  }

  private static void pause(Duration duration) {
    if (!duration.isNegative()) {
      Sleeper.system().sleep(duration, Cancellation.none());
    }
  }

  private static void print(String line) {
    // checkstyle: allow Print because this is a program
    System.out.println(line);
  }
}
