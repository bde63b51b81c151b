package io.ollio.jdbc.cluster;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.generation.GenerationListener;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.Storage;
import io.ollio.jdbc.EmbeddedDatabase;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.llm.openai.OpenAiLlmClient;
import io.ollio.llm.openai.OpenAiSettings;
import io.ollio.project.GenerationId;
import io.ollio.project.Project;
import io.ollio.project.ProjectId;
import io.ollio.project.Projects;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A host on a file database that asks for one generation, or goes on with it, and says {@code ended
 * ID}; or says {@code reached} at a {@link KillPoint} and stands still. Arguments: database file,
 * base URL of the model, prompt, point (any other word for none).
 */
final class KillWorker {
  static final OwnerId OWNER = OwnerId.of("ann");

  private KillWorker() {}

  /** See the type. */
  public static void main(String[] arguments) {
    try (EmbeddedDatabase database = EmbeddedDatabase.at(Path.of(arguments[0]));
        JdbcStorage stores = JdbcStorage.open(database.dataSource())) {
      JdbcJobRunner jobs =
          stores.newJobRunner(
              JdbcJobSettings.DEFAULT.withRhythm(Duration.ofMillis(200), Duration.ofMillis(100)));
      Storage storage = new KillPoint(stores.storage(), arguments[3], KillWorker::stand).storage();
      OpenAiSettings settings =
          OpenAiSettings.builder()
              .baseUrl(arguments[1])
              .apiKey("none")
              .defaultModel("fake")
              .build();
      try (Ollio ollio =
          Ollio.builder(new OpenAiLlmClient(settings))
              .storage(storage)
              .jobs(jobs)
              .sandbox(new InMemorySandboxProvider())
              .withoutPreview()
              .build()) {
        GenerationId id = generate(ollio, arguments[2]);
        jobs.close();
        print("ended " + id);
      }
    }
  }

  /** The idempotency key makes the second process find what the first one has asked for. */
  private static GenerationId generate(Ollio ollio, String prompt) {
    ProjectId project =
        ollio
            .store()
            .projects()
            .list(OWNER, Projects.Query.ALL, PageRequest.oldest(1))
            .items()
            .stream()
            .map(Project::id)
            .findFirst()
            .orElseGet(() -> ollio.createProject(OWNER, "Sign-in page").id());
    GenerationId id =
        ollio.submit(GenerationRequest.of(OWNER, project, prompt).withIdempotencyKey("the key"));
    ollio.follow(OWNER, id, 0, GenerationListener.SILENT, Cancellation.none());
    return id;
  }

  private static void stand() {
    print("reached");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void print(String line) {
    // checkstyle: allow Print because the starting process waits for it
    System.out.println(line);
  }
}
