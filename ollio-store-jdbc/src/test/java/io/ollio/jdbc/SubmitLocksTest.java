package io.ollio.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.credit.Credits;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationRequest;
import io.ollio.jdbc.job.JdbcJobSettings;
import io.ollio.jdbc.testing.TestDatabase;
import io.ollio.jdbc.testing.TestDatabase.TestSchema;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Project;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubmitLocksTest {
  private static final OwnerId ANN = OwnerId.of("ann");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void submit_whileAnotherGenerationSettles_isInNobodysWay(TestDatabase kind) {
    TestSchema schema = kind.clean();
    try (JdbcStorage db =
            JdbcStorage.open(
                schema.dataSource(), JdbcSettings.DEFAULT.withSchema(schema.schema()));
        Ollio ollio =
            Ollio.builder(ScriptedLlmClient.answering(request -> LlmScript.ofText("Done")))
                .storage(db.storage())
                .jobs(db.newJobRunner(JdbcJobSettings.DEFAULT))
                .submitOnly()
                .withoutPreview()
                .build()) {
      Project project = ollio.createProject(ANN, "Sign-in");

      CompletableFuture<GenerationId> submitting =
          db.storage().unitOfWork().call(() -> settle(ollio, project));

      assertThat(ollio.generation(ANN, submitting.join()).state().status())
          .isEqualTo(Generation.Status.QUEUED);
      assertThat(ollio.credits().account(ANN).held()).isEqualTo(Credits.of(3));
    }
  }

  /** First the project, then the account; in between somebody submits. */
  private static CompletableFuture<GenerationId> settle(Ollio ollio, Project project) {
    ollio.importFiles(ANN, project.id(), FileTree.empty(), "Settled");
    CompletableFuture<GenerationId> submitting =
        CompletableFuture.supplyAsync(
            () -> ollio.submit(GenerationRequest.of(ANN, project.id(), "Create a login form")));
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    ollio.credits().hold(ANN, Credits.of(2), "settled");
    return submitting;
  }
}
