package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Ollio;
import io.ollio.OllioBuilder;
import io.ollio.credit.Plan;
import io.ollio.local.InMemoryStorage;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.testkit.job.ManualJobRunner;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import org.junit.jupiter.api.Test;

/** Processes that leave the work to others. */
class SubmitOnlyTest {
  @Test
  void build_submitOnly_leavesTheJobToWhoeverStartsTheRunner() {
    ScriptedLlmClient model = ScriptedLlmClient.answering(request -> LlmScript.ofText("Hello"));
    Storage storage = InMemoryStorage.create(Plan.FREE);
    ManualJobRunner jobs = new ManualJobRunner(storage.unitOfWork());
    try (Host host = new Host(model, builder -> builder.storage(storage).jobs(jobs).submitOnly())) {
      GenerationId id = host.submit("Create a dark login form");

      assertThat(jobs.runNext()).isFalse();
      assertThat(host.ollio.generation(host.owner, id).state().status()).isEqualTo(Status.QUEUED);
      jobs.start();
      assertThat(jobs.runNext()).isTrue();
    }
  }

  @Test
  void build_submitOnlyWithJobsOfThisProcess_isRefused() {
    OllioBuilder builder =
        Ollio.builder(ScriptedLlmClient.answering(request -> LlmScript.ofText("Hello")));

    assertThatThrownBy(() -> builder.submitOnly().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("jobs(...)");
  }
}
