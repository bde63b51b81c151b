package io.ollio.llm.langchain4j;

import static io.ollio.llm.langchain4j.Models.failure;
import static io.ollio.llm.langchain4j.Models.reply;
import static io.ollio.llm.langchain4j.Models.response;
import static io.ollio.llm.langchain4j.Models.streaming;
import static io.ollio.llm.langchain4j.Models.unended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException.ReplyBroken;
import io.ollio.llm.LlmException.TimedOut;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.StopReason;
import io.ollio.testkit.llm.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that end a reply in ways that LangChain4j allows or lets happen. */
final class RepairedEndingsTest {
  private final RecordingListener heard = new RecordingListener();

  @Test
  void error_thenComplete_isAnError() {
    LlmClient client =
        streaming(
            handler -> {
              handler.onPartialResponse("Half");
              handler.onError(new IOException("closed"));
              handler.onCompleteResponse(response("Half"));
            });

    assertThat(failure(client)).isInstanceOf(ReplyBroken.class);
  }

  @Test
  void complete_thenErrorAndCompleteAgain_isTheFirstReply() {
    LlmClient client =
        streaming(
            handler -> {
              handler.onCompleteResponse(response("First"));
              handler.onError(new IOException("closed"));
              handler.onCompleteResponse(response("Second"));
              handler.onPartialResponse("more");
            });

    assertThat(reply(client, heard).text()).isEqualTo("First");
    assertThat(heard.texts()).containsExactly("First");
  }

  @Test
  void complete_withoutFinishReasonAndCounts_isBroken() {
    LlmClient client =
        streaming(
            handler -> {
              handler.onPartialResponse("Half");
              handler.onCompleteResponse(unended("Half").build());
            });

    assertThat(failure(client))
        .isInstanceOf(ReplyBroken.class)
        .hasMessage(
            "The model through LangChain4j (other) ended its reply without a finish reason and"
                + " without token counts");
  }

  @Test
  void complete_withoutFinishReasonButWithInputCountOnly_isBroken() {
    ChatResponse response = unended("Half").tokenUsage(new TokenUsage(9)).build();

    assertThat(failure(streaming(handler -> handler.onCompleteResponse(response))))
        .isInstanceOf(ReplyBroken.class);
  }

  @Test
  void complete_withoutFinishReasonButWithCounts_isAReply() {
    ChatResponse response = unended("Whole").tokenUsage(new TokenUsage(9, 4)).build();

    LlmReply reply = reply(streaming(h -> h.onCompleteResponse(response)), heard);

    assertThat(reply.stopReason()).isEqualTo(StopReason.STOP);
    assertThat(reply.rawStopReason()).isEmpty();
    assertThat(reply.usage()).isEqualTo(new io.ollio.llm.TokenUsage(9, 0, 4, 0));
  }

  @Test
  void complete_blockingModelWithoutFinishReason_isAReply() {
    LlmClient client = Models.blocking(() -> unended("Whole").build(), LangChain4jLimits.DEFAULT);

    assertThat(reply(client, heard).text()).isEqualTo("Whole");
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, STOP, stop",
    "LENGTH, LENGTH, length",
    "CONTENT_FILTER, CONTENT_FILTER, content_filter",
    "OTHER, OTHER, other"
  })
  void complete_anyFinishReason_isToldWithLangChain4jsWord(
      FinishReason finish, StopReason reason, String word) {
    ChatResponse response = unended("So").finishReason(finish).build();

    LlmReply reply = reply(streaming(h -> h.onCompleteResponse(response)), heard);

    assertThat(reply.stopReason()).isEqualTo(reason);
    assertThat(reply.rawStopReason()).isEqualTo(word);
  }

  @Test
  void complete_toHaveToolsRunWithoutACall_isBroken() {
    ChatResponse response = unended("So").finishReason(FinishReason.TOOL_EXECUTION).build();

    assertThat(failure(streaming(handler -> handler.onCompleteResponse(response))))
        .isInstanceOf(ReplyBroken.class)
        .hasMessageContaining("LangChain4j handed on no call");
  }

  @Test
  void complete_withNoResponse_isBroken() {
    assertThat(failure(streaming(handler -> handler.onCompleteResponse(null))))
        .isInstanceOf(ReplyBroken.class);
  }

  @Test
  void response_withMoreTextThanWasStreamed_isHeardToItsEnd() {
    AiMessage message = AiMessage.builder().text("All of it").thinking("Hm, so").build();
    ChatResponse response =
        ChatResponse.builder().aiMessage(message).finishReason(FinishReason.STOP).build();
    LlmClient client =
        streaming(
            handler -> {
              handler.onPartialThinking(new PartialThinking("Hm"));
              handler.onPartialResponse("All");
              handler.onCompleteResponse(response);
            });

    LlmReply reply = reply(client, heard);

    assertThat(heard.texts()).containsExactly("All", " of it");
    assertThat(heard.thoughts()).containsExactly("Hm", ", so");
    assertThat(reply.text()).isEqualTo("All of it");
    assertThat(reply.thinking()).isEqualTo("Hm, so");
  }

  @Test
  void response_withOtherTextThanWasStreamed_changesNothingThatWasHeard() {
    LlmClient client =
        streaming(
            handler -> {
              handler.onPartialResponse("  As heard");
              handler.onCompleteResponse(response("As heard"));
            });

    assertThat(reply(client, heard).text()).isEqualTo("  As heard");
  }

  @Test
  void model_throwsAnError_isSeenAsItIs() {
    StackOverflowError thrown = new StackOverflowError();
    LlmClient client =
        streaming(
            handler -> {
              throw thrown;
            });

    assertThat(failure(client)).isSameAs(thrown);
  }

  @Test
  void model_neverAnswers_timesOut() {
    LlmClient client =
        streaming(handler -> {}, LangChain4jLimits.DEFAULT.withFirstToken(Duration.ofMillis(150)));

    assertThat(failure(client))
        .isInstanceOf(TimedOut.class)
        .hasMessageEndingWith("sent no piece of a reply within the first-token limit of 150 ms");
  }

  @Test
  void model_sendsMoreThanTheLimit_isBroken() {
    LlmClient client =
        streaming(
            handler -> {
              for (int i = 0; i < 100; i++) {
                handler.onPartialResponse("endless ".repeat(10));
              }
              handler.onCompleteResponse(response("x"));
            },
            LangChain4jLimits.DEFAULT.withMaxReplyChars(2_000));

    assertThat(failure(client))
        .isInstanceOf(ReplyBroken.class)
        .hasMessageEndingWith("sent more than the limit 2000 characters");
  }

  @Test
  void blockingModel_answersMoreThanTheLimit_isBroken() {
    LlmClient client =
        Models.blocking(
            () -> response("endless ".repeat(1_000)),
            LangChain4jLimits.DEFAULT.withMaxReplyChars(2_000));

    assertThat(failure(client)).hasMessageEndingWith("more than the limit 2000 characters");
  }

  @Test
  void handler_givenNothing_staysSilent() {
    LlmClient client =
        streaming(
            handler -> {
              handler.onPartialResponse("");
              handler.onPartialResponse((String) null);
              handler.onCompleteResponse(response(null));
            });

    assertThat(reply(client, heard).text()).isEmpty();
    assertThat(heard.heard()).isEmpty();
  }

  @Test
  void listener_whileTheModelTalksFromManyThreads_isCalledOnTheCallersOnly() {
    LlmClient client =
        streaming(
            handler -> {
              for (int i = 0; i < 4; i++) {
                Thread speaker = new Thread(() -> handler.onPartialResponse("x"));
                speaker.start();
                join(speaker);
              }
              handler.onCompleteResponse(response("xxxx"));
            });

    assertThat(reply(client, heard).text()).isEqualTo("xxxx");
    assertThat(heard.threads()).containsExactly(Thread.currentThread());
  }

  @Test
  void listener_silent_stillGetsTheReply() {
    assertThat(reply(streaming(h -> h.onCompleteResponse(response("a"))), LlmListener.SILENT))
        .isEqualTo(new LlmReply("a", "", java.util.List.of(), StopReason.STOP, "stop", null, ""));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
