package io.ollio.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.ollio.agent.context.ContextWindow.Shortened;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextWindowTest {
  private static final String BODY = "x".repeat(4_000);

  private static List<LlmMessage> conversation(int steps) {
    List<LlmMessage> messages = new ArrayList<>();
    messages.add(new LlmMessage.System("Rules " + "r".repeat(800)));
    messages.add(new LlmMessage.User("Build it " + "p".repeat(800)));
    for (int i = 0; i < steps; i++) {
      String arguments = "{\"path\":\"f" + i + ".css\",\"content\":\"" + BODY + "\",\"n\":[1.5]}";
      messages.add(
          new LlmMessage.Assistant(
              "Step " + i, List.of(new ToolCall("c" + i, "writeFile", arguments))));
      messages.add(new LlmMessage.ToolResult("c" + i, "writeFile", "Wrote f" + i + ".css", false));
    }
    return messages;
  }

  private static ContextWindow window(long tokens) {
    return new ContextWindow(tokens, new TokenEstimate());
  }

  @Test
  void fit_whileThereIsRoom_touchesNothing() {
    assertThat(window(20_000).fit(conversation(10))).isEmpty();
  }

  @Test
  void fit_nearlyFull_shortensOldStepsToHalfAndKeepsTheNewestAndTheOpening() {
    List<LlmMessage> messages = conversation(10);
    Shortened shortened = window(11_000).fit(messages).orElseThrow();

    assertThat(shortened.tokensBefore()).isBetween(10_000L, 11_000L);
    assertThat(shortened.tokensAfter()).isLessThan(5_500);
    List<LlmMessage> left = shortened.messages();
    assertThat(left).hasSameSizeAs(messages);
    assertThat(left.subList(0, 2)).isEqualTo(messages.subList(0, 2));
    assertThat(left.subList(14, 22)).isEqualTo(messages.subList(14, 22));
    ToolCall old = ((LlmMessage.Assistant) left.get(2)).toolCalls().get(0);
    assertThat(old.arguments())
        .startsWith("{\"path\":\"f0.css\",\"content\":\"xxx")
        .contains("… 3850 characters left out …")
        .endsWith("\",\"n\":[1.5]}");
    assertThat(left.get(3)).isEqualTo(messages.get(3));
  }

  @Test
  void fit_afterShortening_leavesTheBeginningAloneUntilFullAgain() {
    ContextWindow window = window(11_000);
    List<LlmMessage> left = new ArrayList<>(window.fit(conversation(10)).orElseThrow().messages());
    assertThat(window.fit(left)).isEmpty();
    left.addAll(conversation(3).subList(2, 8));
    assertThat(window.fit(left)).isEmpty();
  }

  @Test
  void fit_newestStepsTooLarge_shortensThem() {
    Shortened shortened = window(4_000).fit(conversation(4)).orElseThrow();
    assertThat(shortened.tokensAfter()).isLessThan(2_000);
  }

  @Test
  void fit_nothingToShorten_isOfNoUse() {
    List<LlmMessage> messages = List.of(new LlmMessage.User("p".repeat(10_000)));
    assertThat(window(1_000).fit(messages)).isEmpty();
    assertThat(window(1_000).squeeze(messages)).isEmpty();
  }

  @Test
  void squeeze_serverTakesLessThanThought_makesTheWindowSmallerForGood() {
    ContextWindow window = window(100_000);
    List<LlmMessage> messages = conversation(10);
    assertThat(window.squeeze(messages).orElseThrow().tokensAfter()).isLessThan(5_500);
    assertThat(window.fit(messages)).isPresent();
  }

  @Test
  void shortening_manyCallsOfOneReply_keepsEveryCallWithItsResult() {
    List<ToolCall> calls = new ArrayList<>();
    List<LlmMessage> messages = new ArrayList<>(conversation(0));
    for (int i = 0; i < 64; i++) {
      calls.add(new ToolCall("r" + i, "readFile", "{\"path\":\"f" + i + "\"}"));
    }
    messages.add(new LlmMessage.Assistant("", calls));
    calls.forEach(
        call -> messages.add(new LlmMessage.ToolResult(call.id(), "readFile", BODY, true)));

    List<LlmMessage> left = window(30_000).fit(messages).orElseThrow().messages();

    assertThat(((LlmMessage.Assistant) left.get(2)).toolCalls()).isEqualTo(calls);
    assertThat(left.subList(3, 67))
        .allSatisfy(
            message -> {
              LlmMessage.ToolResult result = (LlmMessage.ToolResult) message;
              assertThat(result.isError()).isTrue();
              assertThat(result.content()).hasSizeLessThan(200).contains("characters left out");
            });
  }

  @Test
  void estimate_learnsFromTheServersCount_withinReason() {
    TokenEstimate estimate = new TokenEstimate();
    List<LlmMessage> messages = List.of(new LlmMessage.User("x".repeat(8_000)));
    assertThat(estimate.of(messages)).isEqualTo(2_000);
    estimate.learn(messages, 4_000);
    assertThat(estimate.of(messages)).isEqualTo(4_000);
    estimate.learn(messages, 0);
    assertThat(estimate.of(messages)).isEqualTo(4_000);
    estimate.learn(messages, 1);
    assertThat(estimate.of(messages)).isEqualTo(1_333);
  }
}
