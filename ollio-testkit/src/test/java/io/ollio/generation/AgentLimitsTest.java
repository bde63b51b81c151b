package io.ollio.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.OllioBuilder;
import io.ollio.RetryPolicy;
import io.ollio.agent.AgentSettings;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.StopReason;
import io.ollio.llm.TokenUsage;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import io.ollio.testkit.time.ManualTime;
import io.ollio.tool.Tool;
import io.ollio.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The bounds of a run: each is looked at before a model call, and each ends the run honestly. */
class AgentLimitsTest {
  private static final String PROMPT = "Create a dark login form";
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final LlmScript SUMMARY = LlmScript.ofText("The form is there.");

  @Test
  void inputTokens_usedUp_endWithTheSummary() {
    endsWithSummary(
        new AgentSettings.Limits(20, 10_000, 100_000, FIVE_MINUTES),
        site(new TokenUsage(4_000, 0, 10, 0)),
        "TOKEN_LIMIT");
  }

  @Test
  void outputTokens_usedUp_endWithTheSummary() {
    endsWithSummary(
        new AgentSettings.Limits(20, 100_000, 1_200, FIVE_MINUTES),
        site(new TokenUsage(10, 0, 500, 0)),
        "TOKEN_LIMIT");
  }

  private static LlmScript site(TokenUsage usage) {
    return LlmScript.reply()
        .toolCall("writeFile", Replies.json("path", "index.html", "content", Host.PAGE))
        .toolCall("writeFile", Replies.json("path", "styles.css", "content", Host.STYLES))
        .usage(usage)
        .stop();
  }

  private static void endsWithSummary(AgentSettings.Limits limits, LlmScript first, String reason) {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(first, SUMMARY);
        Host host = new Host(model, limits(limits))) {
      Generation.State end = host.end(PROMPT);

      assertThat(end.status()).isEqualTo(Status.SUCCEEDED);
      assertThat(end.reason()).isEqualTo(reason);
      assertThat(model.lastRequest().toolChoice()).isEqualTo(ToolChoice.NONE);
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
    }
  }

  @Test
  void wallTime_usedUp_endsWithTheSummary() {
    ManualTime time = new ManualTime();
    Tool slow =
        AgentRulesTest.tool(
            "slow",
            (arguments, context) -> {
              time.advance(FIVE_MINUTES);
              return ToolResult.ok("at last");
            });
    AgentSettings.Limits limits = new AgentSettings.Limits(20, 100_000, 100_000, FIVE_MINUTES);
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(Replies.site(), LlmScript.ofToolCall("slow", "{}"), SUMMARY);
        Host host =
            new Host(
                model,
                builder -> limits(limits).apply(builder).clock(time).hostTools(List.of(slow)))) {
      Generation.State end = host.end(PROMPT);

      assertThat(end.reason()).isEqualTo("TIME_LIMIT");
      assertThat(model.lastRequest().toolChoice()).isEqualTo(ToolChoice.NONE);
    }
  }

  @Test
  void summary_thatCannotBeHad_endsTheRunWithItsReason() {
    AgentSettings.Limits limits = new AgentSettings.Limits(1, 100_000, 100_000, FIVE_MINUTES);
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.site(), LlmScript.failing(LlmFault.of(LlmFault.Kind.AUTHENTICATION)));
        Host host = new Host(model, limits(limits))) {
      Generation.State end = host.end(PROMPT);

      assertThat(end.status()).isEqualTo(Status.SUCCEEDED);
      assertThat(end.reason()).isEqualTo("STEP_LIMIT");
      assertThat(host.headFiles()).isEqualTo(Host.SITE);
    }
  }

  @Test
  void texts_cutOffAgainAndAgain_failTyped() {
    LlmScript cut = LlmScript.reply().text("Let me begin with").finish(StopReason.LENGTH);
    try (ScriptedLlmClient model = ScriptedLlmClient.of(cut, cut, cut, cut);
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).reason()).isEqualTo("CUT_OFF");
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void reply_withRefusal_failsTypedAndCostsNothing() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(LlmScript.reply().text("No.").finish(StopReason.REFUSAL));
        Host host = Host.of(model)) {
      assertThat(host.end(PROMPT).reason()).isEqualTo("REFUSED");
      assertThat(host.used() + host.held()).isZero();
    }
  }

  @Test
  void reply_withoutEnd_isGivenUpAndAskedForAgain() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(endless(), Replies.site(), Replies.done());
        Host host = new Host(model, builder -> builder.modelRetries(oneAtOnce()))) {
      GenerationId id = host.submit(PROMPT);
      List<GenerationEvent> events = host.events(id);

      assertThat(host.ollio.generation(host.owner, id).state().status())
          .isEqualTo(Status.SUCCEEDED);
      assertThat(events).contains(new GenerationEvent.StepRestarted("ReplyBroken", 2));
      assertThat(heard(events)).isLessThan(250_000);
    }
  }

  @Test
  void reply_withoutEndAlways_failsTyped() {
    try (ScriptedLlmClient model = ScriptedLlmClient.of(endless(), endless());
        Host host = new Host(model, builder -> builder.modelRetries(oneAtOnce()))) {
      Generation.State end = host.end(PROMPT);

      assertThat(end.reason()).isEqualTo("ReplyBroken");
      assertThat(end.detail()).contains("longer than 200000 characters");
      assertThat(end.usage().outputTokens()).isBetween(100_000L, 130_000L);
    }
  }

  /** Five megabytes in one reply. */
  private static LlmScript endless() {
    LlmScript script = LlmScript.reply();
    for (int i = 0; i < 500; i++) {
      script = script.text("and so on ".repeat(1_000));
    }
    return script.stop();
  }

  private static long heard(List<GenerationEvent> events) {
    return events.stream()
        .filter(GenerationEvent.TextDelta.class::isInstance)
        .mapToLong(event -> ((GenerationEvent.TextDelta) event).text().length())
        .sum();
  }

  private static RetryPolicy oneAtOnce() {
    return new RetryPolicy(1, Duration.ZERO, 1.0, Duration.ZERO, 0.0);
  }

  @Test
  void requests_ofOneRun_eachBeginWithTheWholeOneBefore() {
    try (ScriptedLlmClient model =
            ScriptedLlmClient.of(
                Replies.site(),
                LlmScript.ofToolCall("nonesuch", "{"),
                LlmScript.ofToolCall("listFiles", "{}"),
                Replies.done());
        Host host = Host.of(model)) {
      host.end(PROMPT);

      for (int i = 1; i < 4; i++) {
        List<LlmMessage> before = model.requests().get(i - 1).messages();
        assertThat(model.requests().get(i).messages())
            .startsWith(before.toArray(LlmMessage[]::new));
        assertThat(model.requests().get(i).tools()).isEqualTo(model.requests().get(0).tools());
      }
    }
  }

  private static UnaryOperator<OllioBuilder> limits(AgentSettings.Limits limits) {
    return builder ->
        builder.settings(
            GenerationSettings.DEFAULT.withAgent(AgentSettings.DEFAULT.withLimits(limits)));
  }
}
