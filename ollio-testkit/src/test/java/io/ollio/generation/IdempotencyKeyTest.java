package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.generation.GenerationException.KeyMismatch;
import io.ollio.project.GenerationId;
import io.ollio.testkit.llm.ScriptedLlmClient;
import org.junit.jupiter.api.Test;

/** A request that comes twice with the same key. */
class IdempotencyKeyTest {
  private static final String PROMPT = "Create a dark login form";

  @Test
  void submit_sameRequestTwice_isOneGeneration() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      GenerationRequest request =
          GenerationRequest.of(host.owner, host.project.id(), PROMPT).withIdempotencyKey("k");
      GenerationId first = host.ollio.submit(request);
      host.events(first);

      assertThat(host.ollio.submit(request)).isEqualTo(first);
      assertThat(host.messages()).hasSize(2);
      assertThat(host.used()).isEqualTo(1);
    }
  }

  @Test
  void submit_sameKeyForAnotherModel_isRefused() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      GenerationRequest request =
          GenerationRequest.of(host.owner, host.project.id(), PROMPT).withIdempotencyKey("k");
      host.events(host.ollio.submit(request));

      assertThatThrownBy(() -> host.ollio.submit(request.withModel("other")))
          .isInstanceOf(KeyMismatch.class);
    }
  }

  @Test
  void submit_sameKeyForAnotherPrompt_isRefused() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      GenerationRequest request =
          GenerationRequest.of(host.owner, host.project.id(), PROMPT).withIdempotencyKey("k");
      host.events(host.ollio.submit(request));
      GenerationRequest other =
          GenerationRequest.of(host.owner, host.project.id(), "Create a pricing table")
              .withIdempotencyKey("k");

      assertThatThrownBy(() -> host.ollio.submit(other)).isInstanceOf(KeyMismatch.class);
    }
  }
}
