package io.ollio.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.generation.GenerationEvent;
import io.ollio.project.EventLog.NewEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  static List<GenerationEvent> events() {
    return List.of(
        new GenerationEvent.Queued(),
        new GenerationEvent.Started(2),
        new GenerationEvent.WorkspaceReady("none", true, 3),
        new GenerationEvent.StepStarted(1),
        new GenerationEvent.TextDelta("a \"b\"\n😀"),
        new GenerationEvent.ThinkingDelta("hm"),
        new GenerationEvent.FileDelta("c", "a.html", true, "<p>"),
        new GenerationEvent.StepRestarted("ReplyBroken", 2),
        new GenerationEvent.ContextShortened(9, 4),
        new GenerationEvent.ToolStarted("c", "terminal", "ls"),
        new GenerationEvent.ToolOutput("c", false, "x"),
        new GenerationEvent.ToolFinished("c", "terminal", true, "no"),
        new GenerationEvent.FileWritten("a.html", 5_000_000_000L),
        new GenerationEvent.FileRemoved("b.html"),
        new GenerationEvent.SecretFound("aws-key", "AWS", "a.js", 3, "AKIA…", true),
        new GenerationEvent.Checked(false, "bad"),
        new GenerationEvent.PreviewReady("http://x"),
        new GenerationEvent.UsageReported(1, 2, 3, 4, new BigDecimal("0.00000012")),
        new GenerationEvent.AttemptFailed(1, "X", "y"),
        new GenerationEvent.Succeeded("v", 1, "done", ""),
        new GenerationEvent.Failed("X", "y"),
        new GenerationEvent.Cancelled());
  }

  @ParameterizedTest
  @MethodSource("events")
  void read_ofWhatWasWritten_isTheSame(GenerationEvent event) {
    assertThat(EventJson.read(EventJson.write(event, NOW))).contains(event);
  }

  @Test
  void events_ofThisTest_areAllThereAre() {
    assertThat(events()).hasSameSizeAs(GenerationEvent.class.getPermittedSubclasses());
  }

  @Test
  void write_usesTheComponentsNames() {
    assertThat(EventJson.write(new GenerationEvent.FileWritten("a.html", 7), NOW))
        .isEqualTo(new NewEvent("FileWritten", "{\"path\":\"a.html\",\"sizeBytes\":7}", NOW));
  }

  @Test
  void read_kindOfANewerRelease_isSkipped() {
    assertThat(EventJson.read(new NewEvent("Hologram", "{}", NOW))).isEmpty();
  }

  @Test
  void write_cost_isATextThatNobodyRounds() {
    assertThat(
            EventJson.write(
                    new GenerationEvent.UsageReported(1, 2, 3, 4, new BigDecimal("1E-7")), NOW)
                .json())
        .contains("\"cost\":\"0.0000001\"");
  }

  @Test
  void read_usageOfAnEarlierRelease_hasNoCost() {
    String stored =
        "{\"modelCalls\":1,\"inputTokens\":2,\"cachedInputTokens\":3,\"outputTokens\":4}";
    assertThat(EventJson.read(new NewEvent("UsageReported", stored, NOW)))
        .contains(new GenerationEvent.UsageReported(1, 2, 3, 4, BigDecimal.ZERO));
  }

  @Test
  void read_eventWithMoreAndFewerMembers_fillsTheRest() {
    assertThat(
            EventJson.read(new NewEvent("FileWritten", "{\"path\":\"a\",\"x\":{\"y\":[1]}}", NOW)))
        .contains(new GenerationEvent.FileWritten("a", 0));
  }
}
