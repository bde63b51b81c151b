package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.OwnerId;
import io.ollio.credit.CreditException.InsufficientCredits;
import io.ollio.credit.Credits;
import io.ollio.credit.Plan;
import io.ollio.file.FilePath;
import io.ollio.generation.GenerationException.InvalidPrompt;
import io.ollio.llm.LlmMessage;
import io.ollio.owner.Owner;
import io.ollio.owner.OwnerException.OwnerSuspended;
import io.ollio.owner.OwnerException.TooManyRequests;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Message;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.Forbidden;
import io.ollio.project.ProjectException.ProjectNotFound;
import io.ollio.project.ProjectId;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A generation from the prompt to the outcome, seen by the host. */
class GenerationFlowTest {
  private static final String PROMPT = "Create a dark login form";

  @Nested
  class Success {
    @Test
    void run_siteWritten_storesVersionMessageAndCharge() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
          Host host = Host.of(model)) {
        Generation.State state = host.end(PROMPT);

        assertThat(state.status()).isEqualTo(Generation.Status.SUCCEEDED);
        assertThat(host.headFiles()).isEqualTo(Host.SITE);
        assertThat(host.used()).isEqualTo(1);
        assertThat(host.held()).isZero();
        Message answer = host.messages().get(1);
        assertThat(answer.role()).isEqualTo(Message.Role.ASSISTANT);
        assertThat(answer.content()).isEqualTo("The login form is ready.");
        assertThat(answer.fragments())
            .extracting(Message.Fragment::code)
            .containsExactly(Host.PAGE, Host.STYLES);
      }
    }

    @Test
    void follow_siteWritten_tellsEveryStageInOrder() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
          Host host = Host.of(model)) {
        List<GenerationEvent> events = host.run(PROMPT);

        assertThat(events)
            .extracting(event -> event.getClass().getSimpleName())
            .containsSubsequence(
                "Queued",
                "Started",
                "WorkspaceReady",
                "StepStarted",
                "FileDelta",
                "ToolStarted",
                "FileWritten",
                "ToolFinished",
                "UsageReported",
                "StepStarted",
                "Checked",
                "Succeeded");
        assertThat(events.get(events.size() - 1)).isInstanceOf(GenerationEvent.Succeeded.class);
      }
    }

    @Test
    void follow_fromANumber_continuesThere() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
          Host host = Host.of(model)) {
        GenerationId id = host.submit(PROMPT);
        List<GenerationEvent> all = host.events(id);
        List<GenerationEvent> rest = new java.util.ArrayList<>();
        host.ollio.follow(
            host.owner, id, 3, (number, event) -> rest.add(event), io.ollio.Cancellation.none());

        assertThat(rest).isEqualTo(all.subList(3, all.size()));
      }
    }

    @Test
    void run_fileContents_arriveAsDeltasThatJoinToTheFile() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of(Replies.site(), Replies.done());
          Host host = Host.of(model)) {
        StringBuilder page = new StringBuilder();
        for (GenerationEvent event : host.run(PROMPT)) {
          if (event instanceof GenerationEvent.FileDelta delta
              && delta.path().equals("index.html")) {
            page.append(delta.text());
          }
        }
        assertThat(page).hasToString(Host.PAGE);
      }
    }

    @Test
    void run_secondPrompt_editsTheFirstResult() {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  Replies.site(),
                  Replies.done(),
                  Replies.edit("styles.css", "navy", "crimson"),
                  LlmScript.ofText("It is red now."));
          Host host = Host.of(model)) {
        host.end(PROMPT);
        host.end("Make the heading red");

        assertThat(host.headFiles().find(FilePath.of("styles.css")).orElseThrow().text())
            .isEqualTo("h1 { color: crimson; }\n");
        assertThat(host.headFiles().find(FilePath.of("index.html"))).isPresent();
        assertThat(Replies.lastUserText(model.requests().get(2)))
            .startsWith("Make the heading red")
            .contains("index.html", "styles.css");
        assertThat(model.requests().get(2).messages())
            .contains(new LlmMessage.User(PROMPT))
            .contains(new LlmMessage.Assistant("The login form is ready.", List.of()));
      }
    }

    @Test
    void run_twoPromptsAtOnce_secondStartsFromTheFirstOnesVersion() {
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  Replies.site(),
                  Replies.done(),
                  Replies.write("script.js", "console.log('hi');\n"),
                  LlmScript.ofText("Script added."));
          Host host = Host.of(model)) {
        GenerationId first = host.submit(PROMPT);
        GenerationId second = host.submit("Add a small script to it");
        host.events(first);
        host.events(second);

        assertThat(host.headFiles().files().keySet())
            .extracting(FilePath::value)
            .containsExactly("index.html", "script.js", "styles.css");
      }
    }

    @Test
    void run_hostAddedAVersionMeanwhile_bothChangesAreKept() {
      LlmGate gate = new LlmGate();
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.reply()
                      .hold(gate)
                      .toolCall(
                          "writeFile", Replies.json("path", "index.html", "content", Host.PAGE))
                      .finish(io.ollio.llm.StopReason.TOOL_CALLS),
                  Replies.write("styles.css", Host.STYLES),
                  Replies.done());
          Host host = Host.of(model)) {
        GenerationId id = host.submit(PROMPT);
        gate.awaitReached(Host.PATIENCE);
        host.ollio.importFiles(
            host.owner,
            host.project.id(),
            io.ollio.file.FileTree.ofTexts(java.util.Map.of("note.txt", "by the host")),
            "note");
        gate.release();
        host.events(id);

        assertThat(host.headFiles().files().keySet())
            .extracting(FilePath::value)
            .containsExactly("index.html", "note.txt", "styles.css");
      }
    }
  }

  @Nested
  class Cancelling {
    @Test
    void cancel_inTheMiddleOfAFile_releasesTheCreditAndShowsThePartialFile() {
      LlmGate gate = new LlmGate();
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.reply()
                      .callPiece(
                          0, "c1", "writeFile", "{\"path\":\"index.html\",\"content\":\"<h1>He")
                      .hold(gate));
          Host host = Host.of(model)) {
        GenerationId id = host.submit(PROMPT);
        gate.awaitReached(Host.PATIENCE);
        host.ollio.cancel(host.owner, id);
        List<GenerationEvent> events = host.events(id);

        assertThat(events)
            .contains(new GenerationEvent.FileDelta("c1", "index.html", false, "<h1>He"));
        assertThat(events.get(events.size() - 1)).isEqualTo(new GenerationEvent.Cancelled());
        assertThat(host.ollio.generation(host.owner, id).state().usage().outputTokens())
            .isPositive();
        assertThat(host.held() + host.used()).isZero();
      }
    }

    @Test
    void cancel_ofAWaitingGeneration_neverRunsIt() {
      LlmGate gate = new LlmGate();
      try (ScriptedLlmClient model =
              ScriptedLlmClient.of(
                  LlmScript.reply().hold(gate).text("Nothing.").stop(),
                  Replies.site(),
                  Replies.done());
          Host host = Host.of(model)) {
        GenerationId running = host.submit(PROMPT);
        gate.awaitReached(Host.PATIENCE);
        GenerationId waiting = host.submit("Create a light login form");
        host.ollio.cancel(host.owner, waiting);

        assertThat(host.events(waiting))
            .containsExactly(new GenerationEvent.Queued(), new GenerationEvent.Cancelled());
        gate.release();
        host.events(running);
        assertThat(host.used()).isEqualTo(1);
      }
    }
  }

  @Nested
  class Rejections {
    @Test
    void submit_promptTooShort_namesLengthAndRange() {
      rejected(host -> host.submit("  short  "), InvalidPrompt.class, "5 characters", "10 to 1000");
    }

    @Test
    void submit_promptTooLong_namesLengthAndRange() {
      rejected(host -> host.submit("x".repeat(1_001)), InvalidPrompt.class, "1001", "10 to 1000");
    }

    @Test
    void submit_blankPrompt_saysSo() {
      rejected(host -> host.submit("   "), InvalidPrompt.class, "blank");
    }

    @Test
    void submit_unknownProject_isNotFound() {
      rejected(
          host ->
              host.ollio.submit(GenerationRequest.of(host.owner, new ProjectId("nope"), PROMPT)),
          ProjectNotFound.class,
          "nope");
    }

    @Test
    void submit_toSomebodyElsesProject_isNotFound() {
      rejected(
          host ->
              host.ollio.submit(GenerationRequest.of(OwnerId.of("eve"), host.project.id(), PROMPT)),
          ProjectNotFound.class,
          "There is no project");
    }

    @Test
    void submit_toSomebodyElsesPublicProject_isForbidden() {
      rejected(
          host -> {
            host.ollio
                .store()
                .projects()
                .update(
                    host.owner,
                    host.project.id(),
                    project -> project.withSharing(Project.Sharing.PUBLIC));
            host.ollio.submit(GenerationRequest.of(OwnerId.of("eve"), host.project.id(), PROMPT));
          },
          Forbidden.class,
          "eve");
    }

    @Test
    void submit_toAnArchivedProject_isForbidden() {
      rejected(
          host -> {
            host.ollio
                .store()
                .projects()
                .update(
                    host.owner,
                    host.project.id(),
                    project -> project.withStatus(Project.Status.ARCHIVED));
            host.submit(PROMPT);
          },
          Forbidden.class,
          "ARCHIVED");
    }

    @Test
    void submit_bySuspendedOwner_isRefused() {
      rejected(
          host -> {
            host.ollio.owners().changeStatus(host.owner, Owner.Status.SUSPENDED);
            host.submit(PROMPT);
          },
          OwnerSuspended.class,
          "ann");
    }

    @Test
    void submit_withoutCredits_carriesRequiredAndAvailable() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host =
              new Host(
                  model,
                  builder ->
                      builder.defaultPlan(new Plan("none", Credits.ZERO, Duration.ofDays(30))))) {
        assertThatThrownBy(() -> host.submit(PROMPT))
            .isInstanceOfSatisfying(
                InsufficientCredits.class,
                e -> {
                  assertThat(e.required()).isEqualTo(Credits.of(1));
                  assertThat(e.available()).isEqualTo(Credits.ZERO);
                });
        assertThat(host.messages()).isEmpty();
      }
    }

    @Test
    void submit_overTheRateLimit_isTooManyRequests() {
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host = Host.of(model)) {
        for (int i = 0; i < 100; i++) {
          ProjectId unknown = new ProjectId("p" + i);
          assertThatThrownBy(
                  () -> host.ollio.submit(GenerationRequest.of(host.owner, unknown, PROMPT)))
              .isInstanceOf(ProjectNotFound.class);
        }
        assertThatThrownBy(() -> host.submit(PROMPT))
            .isInstanceOfSatisfying(
                TooManyRequests.class, e -> assertThat(e.retryAfter()).isPositive());
        assertThat(host.held()).isZero();
      }
    }

    private static void rejected(
        java.util.function.Consumer<Host> action,
        Class<? extends Throwable> type,
        String... parts) {
      try (ScriptedLlmClient model = ScriptedLlmClient.of();
          Host host = Host.of(model)) {
        assertThatThrownBy(() -> action.accept(host))
            .isInstanceOf(type)
            .hasMessageContainingAll(parts);
        assertThat(host.messages()).isEmpty();
        assertThat(host.held() + host.used()).isZero();
      }
    }
  }
}
