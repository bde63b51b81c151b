package io.ollio.benchmarks;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OllioBuilder;
import io.ollio.OwnerId;
import io.ollio.generation.GenerationRequest;
import io.ollio.jdbc.EmbeddedDatabase;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.llm.LlmClient;
import io.ollio.llm.ToolSpec;
import io.ollio.project.GenerationId;
import io.ollio.project.ProjectId;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolArguments;
import io.ollio.tool.ToolContext;
import io.ollio.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * How long it takes from a cancel until the one who follows the generation hears of its end, when
 * what is under way cannot be stopped: with the stores in memory, and in a file.
 */
final class StubbornCancels {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private volatile LlmGate gate = new LlmGate();

  private StubbornCancels() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    for (String what : List.of("a model that can be stopped", "a model", "a tool")) {
      StubbornCancels cancels = new StubbornCancels();
      try (Ollio ollio = cancels.host(what).build()) {
        CancelBenchmark.print(what + ", memory", cancels.measure(ollio));
      }
      cancels.measureInAFile(what);
    }
  }

  private void measureInAFile(String what) {
    try (EmbeddedDatabase database =
            EmbeddedDatabase.at(Files.createTempDirectory("ollio-cancel").resolve("db"));
        JdbcStorage stores = JdbcStorage.open(database.dataSource())) {
      JdbcJobRunner jobs = stores.newJobRunner(JdbcJobSettings.DEFAULT);
      try (Ollio ollio = host(what).storage(stores.storage()).jobs(jobs).build()) {
        CancelBenchmark.print(what + ", file", measure(ollio));
        jobs.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("No temporary directory", e);
    }
  }

  private OllioBuilder host(String what) {
    LlmClient model =
        ScriptedLlmClient.answering(
            request ->
                what.equals("a tool")
                    ? LlmScript.ofToolCall("sleepy", "{}")
                    : LlmScript.reply().text("I write").hold(gate).stop());
    LlmClient stubborn =
        (request, listener, stop) -> model.complete(request, listener, Cancellation.none());
    return Ollio.builder(what.equals("a model") ? stubborn : model)
        .sandbox(new InMemorySandboxProvider())
        .hostTools(List.of(new Sleepy()))
        .withoutPreview();
  }

  private double[] measure(Ollio ollio) {
    double[] millis = new double[CancelBenchmark.ROUNDS];
    for (int round = 0; round < millis.length; round++) {
      gate = new LlmGate();
      OwnerId owner = OwnerId.of("owner-" + round);
      ProjectId project = ollio.createProject(owner, "Page").id();
      GenerationId id =
          ollio.submit(GenerationRequest.of(owner, project, "Create a dark login form"));
      gate.awaitReached(PATIENCE);
      long cancelled = System.nanoTime();
      ollio.cancel(owner, id);
      ollio.follow(owner, id, 0, (number, event) -> {}, Cancellation.none());
      millis[round] = (System.nanoTime() - cancelled) / 1e6;
      gate.release();
    }
    return millis;
  }

  private final class Sleepy implements Tool {
    @Override
    public ToolSpec spec() {
      return new ToolSpec("sleepy", "Takes its time", "{\"type\":\"object\",\"properties\":{}}");
    }

    @Override
    public ToolResult run(ToolArguments arguments, ToolContext context) {
      gate.pass(Cancellation.none());
      return ToolResult.ok("done");
    }
  }
}
