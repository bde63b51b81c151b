package io.ollio.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.Ollio;
import io.ollio.OperationCancelled;
import io.ollio.OwnerId;
import io.ollio.RetryPolicy;
import io.ollio.generation.GenerationListener;
import io.ollio.generation.GenerationRequest;
import io.ollio.jdbc.EmbeddedDatabase;
import io.ollio.jdbc.JdbcStorage;
import io.ollio.jdbc.job.JdbcJobRunner;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.llm.LlmClient;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/running.md}. */
class StopAndGoTest {
  private static final OwnerId OWNER = OwnerId.of("user-17");

  private final LlmGate gate = new LlmGate();
  private final LlmClient model = ScriptedLlmClient.of(LlmScript.reply().text("Hm").hold(gate));

  @Test
  void cancel_whileTheModelWrites_endsTheWait() {
    try (Ollio ollio = Ollio.builder(model).withoutPreview().build()) {
      GenerationRequest request =
          GenerationRequest.of(
              OWNER, ollio.createProject(OWNER, "Sign-in").id(), "Create a dark login form");
      CancellationSource button = new CancellationSource();
      CompletableFuture<Void> user =
          CompletableFuture.runAsync(
              () -> {
                gate.awaitReached(Duration.ofSeconds(20));
                button.cancel(); // from any thread
              });
      assertThatThrownBy(() -> generate(ollio, request, button))
          .isInstanceOf(OperationCancelled.class);
      user.join();
      assertThat(ollio.credits().account(OWNER).held().amount()).isZero();
    }
  }

  private static void generate(Ollio ollio, GenerationRequest request, Cancellation button) {
    // region cancel
    ollio.generate(request, GenerationListener.SILENT, button); // or ollio.cancel(owner, id)
    // endregion
  }

  @Test
  void close_whileTheModelWrites_leavesTheGenerationToTheNextStart(@TempDir Path folder) {
    try (EmbeddedDatabase database = EmbeddedDatabase.at(folder.resolve("ollio"))) {
      serve(database.dataSource());

      JdbcStorage db = JdbcStorage.open(database.dataSource());
      assertThat(db.newJobRunner(JdbcJobSettings.DEFAULT).stats().queued()).isEqualTo(1);
      db.close();
    }
  }

  private void serve(DataSource dataSource) {
    JdbcStorage db = JdbcStorage.open(dataSource);
    JdbcJobRunner jobs = db.newJobRunner(JdbcJobSettings.DEFAULT);
    Ollio ollio =
        Ollio.builder(model)
            .storage(db.storage())
            .jobs(jobs)
            .modelRetries(RetryPolicy.NONE)
            .withoutPreview()
            .build();
    ollio.submit(
        GenerationRequest.of(
            OWNER, ollio.createProject(OWNER, "Sign-in").id(), "Create a dark login form"));
    gate.awaitReached(Duration.ofSeconds(20));
    // region shutdown
    jobs.close(Duration.ofMillis(500)); // ends the steps under way, within this limit
    ollio.close();
    db.close(); // and then your DataSource
    // endregion
  }
}
