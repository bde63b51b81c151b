package io.ollio.examples.faults;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.RetryPolicy;
import io.ollio.Sleeper;
import io.ollio.examples.faults.FaultCase.UserCancels;
import io.ollio.examples.faults.FaultCase.WrongAddress;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationRequest;
import io.ollio.llm.LlmClient;
import io.ollio.llm.RetryingLlmClient;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Project;
import io.ollio.testkit.openai.FakeOpenAiServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One generation under one fault at one turn, on real HTTP and real directories. */
final class FaultCell {
  private static final OwnerId OWNER = OwnerId.of("ann");
  private static final RetryPolicy RETRIES =
      new RetryPolicy(3, Duration.ofMillis(500), 2.0, Duration.ofSeconds(60), 0);

  /** In characters; the answers to a thousand calls are the longest. */
  private static final int LONGEST_REQUEST = 400_000;

  private final FaultCase fault;
  private final int turn;
  private final ModelKind kind;
  private final Path directory;
  private final SpoiledModel model;

  /** A cell whose sandboxes live in this directory. */
  FaultCell(FaultCase fault, int turn, ModelKind kind, Path directory) {
    this.fault = fault;
    this.turn = turn;
    this.kind = kind;
    this.directory = directory;
    this.model = new SpoiledModel(fault, turn);
  }

  /** Runs the generation and says what came of it; what must never be stands behind "BUT". */
  String run() {
    Pauses pauses = new Pauses();
    List<String> faults = new ArrayList<>();
    String outcome;
    try (FakeOpenAiServer server = FakeOpenAiServer.start(model);
        LocalSandboxProvider local = new LocalSandboxProvider(settings())) {
      Route route = route(server.baseUrl());
      CountedSandboxes sandboxes = CountedSandboxes.of(local);
      LlmClient patient = new RetryingLlmClient(route, RETRIES, pauses, new Random(1));
      try (Ollio ollio = host(patient, sandboxes)) {
        outcome = generate(ollio, faults) + ", " + count(route.calls(), "call");
      }
      faults.addAll(Leaks.of(server, sandboxes));
    }
    faults.addAll(Leaks.in(directory));
    faults.addAll(model.problems());
    if (model.longestRequest() > LONGEST_REQUEST) {
      faults.add("a request of " + model.longestRequest() + " characters");
    }
    return outcome
        + waits(pauses.total())
        + (faults.isEmpty() ? "" : " BUT " + String.join("; ", faults));
  }

  private static String waits(Duration total) {
    String seconds = BigDecimal.valueOf(total.toMillis(), 3).stripTrailingZeros().toPlainString();
    return total.isZero() ? "" : ", waits " + seconds + " s";
  }

  /** A number of things in words. */
  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private LocalSandboxSettings settings() {
    return LocalSandboxSettings.DEFAULT
        .withDirectory(directory)
        .runCommandsOnThisHostWithoutAnyIsolation(true);
  }

  private Route route(String baseUrl) {
    LlmClient right = kind.client(baseUrl, fault.patience());
    if (fault.trouble() instanceof WrongAddress wrong) {
      String address = wrong.address().apply(baseUrl);
      return new Route(right, kind.client(address, fault.patience()), turn, fault.times());
    }
    return new Route(right, right, turn, 0);
  }

  private static Ollio host(LlmClient patient, CountedSandboxes sandboxes) {
    return Ollio.builder(patient)
        .modelRetries(RetryPolicy.NONE)
        .sandbox(sandboxes)
        .hostTools(HostTools.all())
        .withoutPreview()
        .build();
  }

  private String generate(Ollio ollio, List<String> faults) {
    Project project = ollio.createProject(OWNER, "Sign-in page");
    GenerationId id = ollio.submit(GenerationRequest.of(OWNER, project.id(), SevenTurns.PROMPT));
    if (fault.trouble() instanceof UserCancels) {
      model.gate.awaitReached(Duration.ofSeconds(30));
      ollio.cancel(OWNER, id);
    }
    List<GenerationEvent> events = new ArrayList<>();
    ollio.follow(OWNER, id, 0, (number, event) -> events.add(event), Cancellation.none());
    Generation.State end = ollio.generation(OWNER, id).state();
    Books books = new Books(ollio, OWNER, project.id(), id, end);
    faults.addAll(books.problems(events, turn));
    return books.outcome();
  }

  /** Adds up pauses instead of waiting. */
  private static final class Pauses implements Sleeper {
    private final AtomicLong millis = new AtomicLong();

    @Override
    public void sleep(Duration duration, Cancellation cancellation) {
      cancellation.throwIfCancelled();
      millis.addAndGet(duration.toMillis());
    }

    Duration total() {
      return Duration.ofMillis(millis.get());
    }
  }
}
