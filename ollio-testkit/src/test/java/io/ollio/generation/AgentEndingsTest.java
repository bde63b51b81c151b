package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.agent.AgentSettings;
import io.ollio.file.FilePath;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.StopReason;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How runs end, and what is kept and charged then. */
class AgentEndingsTest {
  private static final String PROMPT = "Create a dark login form";

  @Test
  void steps_usedUp_endWithSummaryAndKeepAFinishedSite() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.site(),
                LlmScript.ofToolCall("listFiles", "{}"),
                LlmScript.ofText("The form is there; validation is missing."));
        Host host =
            new Host(
                model,
                limits(new AgentSettings.Limits(2, 1_000_000, 1_000_000, Duration.ofMinutes(5))))) {
      Generation.State state = host.end(PROMPT);

      assertThat(state.status()).isEqualTo(Status.SUCCEEDED);
      assertThat(state.reason()).isEqualTo("STEP_LIMIT");
      assertThat(model.lastRequest().toolChoice()).isEqualTo(ToolChoice.NONE);
      assertThat(host.messages().get(1).content())
          .isEqualTo("The form is there; validation is missing.");
    }
  }

  @Test
  void steps_usedUpWithoutASite_failAndKeepTheFiles() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.write("styles.css", Host.STYLES), LlmScript.ofText("Only styles yet."));
        Host host =
            new Host(
                model,
                limits(new AgentSettings.Limits(1, 1_000_000, 1_000_000, Duration.ofMinutes(5))))) {
      io.ollio.project.GenerationId id = host.submit(PROMPT);
      host.events(id);

      assertThat(host.ollio.generation(host.owner, id).state().reason()).isEqualTo("STEP_LIMIT");
      assertThat(host.ollio.filesOf(host.owner, id).find(FilePath.of("styles.css"))).isPresent();
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void sameCall_againAndAgain_isWarnedThenStopped() {
    LlmScript same = LlmScript.ofToolCall("listFiles", "{}");
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(same, same, same, same, LlmScript.ofText("I was stuck."));
        Host host = Host.of(model)) {
      Generation.State state = host.end(PROMPT);

      assertThat(state.status()).isEqualTo(Status.FAILED);
      assertThat(state.reason()).isEqualTo("NO_PROGRESS");
      assertThat(Replies.lastResult(model.requests().get(3)).content())
          .contains("Take a different approach");
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void failures_thatDifferOnlyInNumbers_countAsTheSame() {
    LlmScript[] scripts = new LlmScript[7];
    for (int i = 0; i < 6; i++) {
      scripts[i] = LlmScript.ofToolCall("clock", "{\"try\":" + i + "}");
    }
    scripts[6] = LlmScript.ofText("It does not work.");
    java.util.concurrent.atomic.AtomicInteger count =
        new java.util.concurrent.atomic.AtomicInteger();
    Tool clock =
        AgentRulesTest.tool(
            "clock",
            (arguments, context) ->
                ToolResult.error(
                    "Port "
                        + (8_000 + count.incrementAndGet())
                        + " refused after 12:30:0"
                        + count));
    try (ScriptedLlmClient model = ScriptedLlmClient.of(scripts);
        Host host = new Host(model, builder -> builder.hostTools(List.of(clock)))) {
      assertThat(host.end(PROMPT).reason()).isEqualTo("NO_PROGRESS");
    }
  }

  @Test
  void emptyReply_once_isNudged() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(LlmScript.reply().stop(), Replies.site(), Replies.done());
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
    }
  }

  @Test
  void emptyReply_twice_failsTyped() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(LlmScript.reply().stop(), LlmScript.reply().stop());
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).reason()).isEqualTo("EMPTY_REPLY");
    }
  }

  @Test
  void contentFilter_failsTyped() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(LlmScript.reply().text("I").finish(StopReason.CONTENT_FILTER));
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).reason()).isEqualTo("REFUSED");
    }
  }

  @Test
  void nothingChanged_isAskedOnceThenFailsWithTheModelsWords() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                LlmScript.ofText("All done!"), LlmScript.ofText("There is nothing to do."));
        Host host = Host.of(model)) {
      Generation.State state = host.end(PROMPT);
      assertThat(state.reason()).isEqualTo("NOTHING_CHANGED");
      assertThat(state.detail()).isEqualTo("There is nothing to do.");
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void check_brokenReference_goesBackToTheModel() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.write("index.html", Host.PAGE),
                Replies.done(),
                Replies.write("styles.css", Host.STYLES),
                Replies.done());
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(Replies.lastUserText(model.requests().get(2)))
          .startsWith("The check found problems:")
          .contains("styles.css");
    }
  }

  @Test
  void check_neverPassed_failsAndKeepsTheFiles() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.write("index.html", Host.PAGE),
                Replies.done(),
                Replies.done(),
                Replies.done(),
                Replies.done());
        Host host = Host.of(model)) {
      io.ollio.project.GenerationId id = host.submit(PROMPT);
      host.events(id);
      assertThat(host.ollio.generation(host.owner, id).state().reason()).isEqualTo("CHECK_FAILED");
      assertThat(host.ollio.filesOf(host.owner, id).find(FilePath.of("index.html"))).isPresent();
    }
  }

  private static UnaryOperator<io.ollio.OllioBuilder> limits(AgentSettings.Limits limits) {
    return builder ->
        builder.settings(
            GenerationSettings.DEFAULT.withAgent(AgentSettings.DEFAULT.withLimits(limits)));
  }
}
