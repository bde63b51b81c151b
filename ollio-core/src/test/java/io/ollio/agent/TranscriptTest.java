package io.ollio.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.file.FileContent;
import io.ollio.llm.LlmImage;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private static final List<LlmMessage> MESSAGES =
      List.of(
          new LlmMessage.System("rules \"quoted\""),
          new LlmMessage.User(
              "build 😀",
              List.of(new LlmImage("image/png", FileContent.of(new byte[] {1, -1, 0})))),
          new LlmMessage.Assistant("ok", List.of(new ToolCall("c1", "writeFile", "{\"a\":1}"))),
          new LlmMessage.ToolResult("c1", "writeFile", "failed\n", true));

  @Test
  void fromJson_ofWhatWasStored_isTheSame() {
    Transcript transcript = Transcript.of("v1", MESSAGES);
    transcript.addCall(new TokenUsage(10, 4, 3, 1), new BigDecimal("0.0012"));
    transcript.finishStep();
    transcript.setWorked(Duration.ofMillis(1_500));
    transcript.addComplaint("CHECK_FAILED");

    Transcript restored = Transcript.fromJson(transcript.toJson());

    assertThat(restored.messages()).isEqualTo(MESSAGES);
    assertThat(restored.steps()).isEqualTo(1);
    assertThat(restored.modelCalls()).isEqualTo(1);
    assertThat(restored.usage()).isEqualTo(new TokenUsage(10, 4, 3, 1));
    assertThat(restored.cost()).isEqualTo(new BigDecimal("0.0012"));
    assertThat(restored.worked()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(restored.addComplaint("CHECK_FAILED")).isEqualTo(2);
  }

  @Test
  void fromJson_ofAnEarlierRelease_hasNoCost() {
    String stored = Transcript.of("v1", MESSAGES).toJson().replace("\"cost\":\"0\",", "");

    assertThat(stored).doesNotContain("cost");
    assertThat(Transcript.fromJson(stored).cost()).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void countAtLeast_moreWasUsed_countsTheDifferenceOnce() {
    Transcript transcript = Transcript.of("v1", MESSAGES);
    transcript.addCall(new TokenUsage(10, 4, 3, 1), new BigDecimal("0.2"));

    transcript.countAtLeast(2, new TokenUsage(25, 4, 5, 0), new BigDecimal("0.5"));
    transcript.countAtLeast(1, new TokenUsage(1, 1, 1, 0), BigDecimal.ZERO);

    assertThat(transcript.modelCalls()).isEqualTo(2);
    assertThat(transcript.usage()).isEqualTo(new TokenUsage(25, 4, 5, 1));
    assertThat(transcript.cost()).isEqualTo(new BigDecimal("0.5"));
  }

  @Test
  void fromJson_ofATranscriptFromBeforePatienceWasStored_isRead() {
    String old =
        "{\"format\":1,\"origin\":\"\",\"steps\":2,\"modelCalls\":2,\"usage\":[1,0,1,0],\"messages\":[]}";

    assertThat(Transcript.fromJson(old).steps()).isEqualTo(2);
    assertThat(Transcript.fromJson(old).worked()).isZero();
  }

  @Test
  void toJson_afterMoreMessages_holdsAll() {
    Transcript transcript = Transcript.of("v1", MESSAGES.subList(0, 2));
    String first = transcript.toJson();
    MESSAGES.subList(2, 4).forEach(transcript::add);

    assertThat(Transcript.fromJson(first).messages()).hasSize(2);
    assertThat(Transcript.fromJson(transcript.toJson()).messages()).isEqualTo(MESSAGES);
  }

  @Test
  void fromJson_ofSomethingElse_isRefused() {
    assertThatThrownBy(() -> Transcript.fromJson("{")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Transcript.fromJson("{\"format\":99}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("99");
  }
}
