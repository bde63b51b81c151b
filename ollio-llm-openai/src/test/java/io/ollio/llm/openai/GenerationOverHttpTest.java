package io.ollio.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.Cancellation;
import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationRequest;
import io.ollio.llm.StopReason;
import io.ollio.project.GenerationId;
import io.ollio.project.Project;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiScript;
import io.ollio.testkit.sandbox.InMemorySandboxProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole generations with a model behind real HTTP. */
class GenerationOverHttpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final OwnerId OWNER = OwnerId.of("ann");
  private static final String FIRST_HALF = "{\"path\":\"index.html\",\"content\":\"<!DOCTYPE html>";
  private static final String SECOND_HALF =
      "<html lang='en'><head><title>Login</title></head><body><h1>Login</h1></body></html>\"}";

  private final LlmGate gate = new LlmGate();

  @Test
  void cancel_inTheMiddleOfAFile_closesTheConnectionAndReleasesTheCredit() {
    try (FakeOpenAiServer server = heldInTheMiddle();
        Ollio ollio = host(server)) {
      GenerationId id = submit(ollio);
      List<GenerationEvent> events = events(ollio, id, () -> ollio.cancel(OWNER, id));

      server.lastCall().awaitClosed(PATIENCE);
      assertThat(events)
          .contains(new GenerationEvent.FileDelta("c1", "index.html", false, "<!DOCTYPE html>"))
          .endsWith(new GenerationEvent.Cancelled());
      assertThat(ollio.credits().account(OWNER).held().amount()).isZero();
      assertThat(ollio.credits().account(OWNER).used().amount()).isZero();
    }
  }

  @Test
  void follow_aFileBeingWritten_showsItBeforeTheReplyEnds() {
    try (FakeOpenAiServer server = heldInTheMiddle();
        Ollio ollio = host(server)) {
      GenerationId id = submit(ollio);
      List<GenerationEvent> events = events(ollio, id, gate::release);

      assertThat(events.get(events.size() - 1)).isInstanceOf(GenerationEvent.Succeeded.class);
      assertThat(ollio.credits().account(OWNER).used().amount()).isEqualTo(1);
    }
  }

  private FakeOpenAiServer heldInTheMiddle() {
    return FakeOpenAiServer.start(
        OpenAiScript.byTurn(
            LlmScript.reply()
                .callPiece(0, "c1", "writeFile", FIRST_HALF)
                .hold(gate)
                .callPiece(0, "c1", "writeFile", SECOND_HALF)
                .finish(StopReason.TOOL_CALLS),
            LlmScript.ofText("Here it is.")));
  }

  private static Ollio host(FakeOpenAiServer server) {
    OpenAiSettings settings =
        OpenAiSettings.builder().baseUrl(server.baseUrl()).defaultModel("m").build();
    return Ollio.builder(new OpenAiLlmClient(settings))
        .sandbox(new InMemorySandboxProvider())
        .withoutPreview()
        .build();
  }

  private static GenerationId submit(Ollio ollio) {
    Project project = ollio.createProject(OWNER, "Sign-in page");
    return ollio.submit(GenerationRequest.of(OWNER, project.id(), "Create a dark login form"));
  }

  /** Follows to the end; acts as soon as a piece of a file is seen. */
  private static List<GenerationEvent> events(Ollio ollio, GenerationId id, Runnable onFileDelta) {
    List<GenerationEvent> events = new ArrayList<>();
    ollio.follow(
        OWNER,
        id,
        0,
        (number, event) -> {
          events.add(event);
          if (event instanceof GenerationEvent.FileDelta) {
            onFileDelta.run();
          }
        },
        Cancellation.none());
    return events;
  }
}
