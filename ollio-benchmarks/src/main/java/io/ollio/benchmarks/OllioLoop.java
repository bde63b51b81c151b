package io.ollio.benchmarks;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.credit.Credits;
import io.ollio.credit.Plan;
import io.ollio.generation.GenerationListener;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.Storage;
import io.ollio.llm.openai.OpenAiLlmClient;
import io.ollio.llm.openai.OpenAiSettings;
import io.ollio.local.InMemoryStorage;
import io.ollio.local.InProcessJobSettings;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.LocalSandboxSettings;
import io.ollio.project.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One whole generation with everything that belongs to it, but for previews and the checks, which
 * the stand-in's files would fail. The stand-in's one command would start npm, which is not what is
 * measured: without an isolation the tool is unknown, and the model is told so.
 */
final class OllioLoop implements Runnable, AutoCloseable {
  private final LocalSandboxProvider sandboxes =
      new LocalSandboxProvider(
          LocalSandboxSettings.DEFAULT.withBubblewrap(Path.of("/no/isolation/here")));
  private final Ollio ollio;
  private final AtomicInteger owners = new AtomicInteger();

  OllioLoop(String baseUrl, int concurrency) {
    OpenAiSettings settings = OpenAiSettings.builder().baseUrl(baseUrl).defaultModel("m").build();
    Storage storage =
        InMemoryStorage.create(new Plan("bench", Credits.of(1_000_000), Duration.ofDays(1)));
    ollio =
        Ollio.builder(new OpenAiLlmClient(settings))
            .storage(storage)
            .jobSettings(InProcessJobSettings.DEFAULT.withConcurrency(concurrency, concurrency))
            .sandbox(sandboxes)
            .withoutPreview()
            .checks(List.of())
            .build();
  }

  @Override
  public void run() {
    OwnerId owner = OwnerId.of("owner-" + owners.incrementAndGet());
    Project project = ollio.createProject(owner, "Benchmark");
    ollio.generate(
        GenerationRequest.of(owner, project.id(), "Create a dark login form"),
        GenerationListener.SILENT,
        Cancellation.none());
  }

  Ollio ollio() {
    return ollio;
  }

  @Override
  public void close() {
    ollio.close();
    sandboxes.close();
  }
}
