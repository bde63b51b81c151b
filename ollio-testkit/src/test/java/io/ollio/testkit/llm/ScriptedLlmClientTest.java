package io.ollio.testkit.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ollio.Cancellation;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ScriptedLlmClientTest {
  private static final LlmRequest ONE = LlmRequest.of(new LlmMessage.User("one"));
  private static final LlmRequest TWO = LlmRequest.of(new LlmMessage.User("two"));

  @Test
  void complete_twice_repliesInOrderAndRecordsTheRequests() {
    try (ScriptedLlmClient model =
        ScriptedLlmClient.of(LlmScript.ofToolCall("listFiles", "{}"), LlmScript.ofText("Done"))) {
      assertThat(ask(model, ONE).toolCalls())
          .containsExactly(new ToolCall("call-0", "listFiles", "{}"));
      assertThat(ask(model, TWO).text()).isEqualTo("Done");
      assertThat(model.requests()).containsExactly(ONE, TWO);
      assertThat(model.lastRequest()).isEqualTo(TWO);
    }
  }

  @Test
  void complete_moreCallsThanScripts_failsTheTest() {
    ScriptedLlmClient model = ScriptedLlmClient.of(LlmScript.ofText("a"));
    ask(model, ONE);

    assertThatThrownBy(() -> ask(model, TWO))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Model call 2 came, but only 1 replies are scripted");
  }

  @Test
  void close_scriptsUnused_failsTheTest() {
    ScriptedLlmClient model = ScriptedLlmClient.of(LlmScript.ofText("a"), LlmScript.ofText("b"));
    ask(model, ONE);

    assertThatThrownBy(model::close)
        .isInstanceOf(AssertionError.class)
        .hasMessage("The model was called 1 times, but 2 replies are scripted");
  }

  @Test
  void answering_makesEachReplyOutOfItsRequest() {
    ScriptedLlmClient model =
        ScriptedLlmClient.answering(
            request -> LlmScript.ofText(request.messages().size() + " messages"));

    assertThat(ask(model, ONE).text()).isEqualTo("1 messages");
    model.close();
  }

  @Test
  void lastRequest_beforeAnyCall_failsTheTest() {
    assertThatThrownBy(() -> ScriptedLlmClient.of().lastRequest())
        .isInstanceOf(AssertionError.class)
        .hasMessage("The model was not called yet");
  }

  @Test
  void gate_nobodyComes_failsTheTest() {
    assertThatThrownBy(() -> new LlmGate().awaitReached(Duration.ofMillis(10)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("No model call came to the gate within PT0.01S");
  }

  @Test
  void recordingListener_hearsTooLittle_failsTheTest() {
    RecordingListener heard = new RecordingListener();
    heard.onText("a");

    assertThatThrownBy(() -> heard.awaitHeard(2, Duration.ofMillis(10)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Waited PT0.01S to hear 2 things");
  }

  private static LlmReply ask(ScriptedLlmClient model, LlmRequest request) {
    return model.complete(request, LlmListener.SILENT, Cancellation.none());
  }
}
