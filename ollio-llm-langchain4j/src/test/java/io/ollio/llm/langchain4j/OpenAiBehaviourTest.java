package io.ollio.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.RetryPolicy;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException.ReplyBroken;
import io.ollio.llm.LlmListener;
import io.ollio.llm.RetryingLlmClient;
import io.ollio.testkit.llm.LlmFault;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.RecordingListener;
import io.ollio.testkit.openai.FakeOpenAiServer;
import io.ollio.testkit.openai.OpenAiScript;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens instead where LangChain4j's OpenAI models leave a gap, as the guide tells it. */
@Timeout(60)
final class OpenAiBehaviourTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LlmGate gate = new LlmGate();
  private final CancellationSource source = new CancellationSource();
  private final RecordingListener heard = new RecordingListener();

  @Test
  void cancel_beforeTheFirstPiece_closesTheConnectionWhenThatPieceComes() {
    LlmScript script = LlmScript.reply().hold(gate).text("late").hold(new LlmGate()).stop();
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.inOrder(script))) {
      CompletableFuture<Throwable> call = start(streaming(server));
      gate.awaitReached(PATIENCE);
      source.cancel();
      assertThat(call.join()).isInstanceOf(OperationCancelled.class);
      assertThat(server.lastCall().isClosed()).isFalse();

      gate.release();

      server.lastCall().awaitClosed(PATIENCE);
      assertThat(heard.heard()).isEmpty();
    }
  }

  @Test
  void cancel_beforeTheFirstPiece_closesTheConnectionOfABlockingModelAtOnce() {
    LlmScript script = LlmScript.reply().hold(gate).text("late").stop();
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.inOrder(script))) {
      CompletableFuture<Throwable> call =
          start(
              LangChain4jLlmClient.blocking(
                  OpenAiModels.blocking(server.baseUrl(), "k"), OpenAiModels.openAi()));
      gate.awaitReached(PATIENCE);

      source.cancel();

      assertThat(call.join()).isInstanceOf(OperationCancelled.class);
      server.lastCall().awaitClosed(PATIENCE);
    }
  }

  @Test
  void toolCalls_interleaved_areABrokenReplyThatCanBeRepeated() {
    LlmScript interleaved =
        LlmScript.reply()
            .callPiece(0, "x", "first", "{\"a\":")
            .callPiece(1, "y", "second", "{\"b\":")
            .callPiece(0, "", "", "1}")
            .callPiece(1, "", "", "2}")
            .stop();
    try (FakeOpenAiServer server = FakeOpenAiServer.start(OpenAiScript.inOrder(interleaved))) {
      assertThat(Models.failure(streaming(server)))
          .isInstanceOf(ReplyBroken.class)
          .hasMessageEndingWith("failed, IllegalArgumentException: name cannot be null or blank");
    }
  }

  @Test
  void rateLimit_withAWaitThatIsLost_isRepeatedByTheRetryPolicy() {
    LlmScript limited = LlmScript.failing(LlmFault.rateLimited(Duration.ofHours(1)));
    try (FakeOpenAiServer server =
        FakeOpenAiServer.start(OpenAiScript.inOrder(limited, LlmScript.ofText("fine")))) {
      RetryPolicy policy =
          new RetryPolicy(1, Duration.ofMillis(1), 1.0, Duration.ofMillis(10), 0.0);
      LlmClient client = new RetryingLlmClient(streaming(server), policy);

      assertThat(Models.reply(client, heard).text()).isEqualTo("fine");
      assertThat(heard.restarts()).hasSize(1);
    }
  }

  /** Up to 1.19 the JDK transport asked for it unless told not to; from 1.23 on it never does. */
  @Test
  void upgrade_toHttp2_isNotAskedForInClear() {
    try (FakeOpenAiServer server =
        FakeOpenAiServer.start(
            OpenAiScript.inOrder(LlmScript.ofText("a"), LlmScript.ofText("b")))) {
      Models.reply(streaming(server), LlmListener.SILENT);
      assertThat(server.lastCall().header("Upgrade")).isEmpty();

      Models.reply(
          LangChain4jLlmClient.streaming(
              OpenAiStreamingChatModel.builder().baseUrl(server.baseUrl()).apiKey("k").build()),
          LlmListener.SILENT);
      assertThat(server.lastCall().header("Upgrade")).isEmpty();
    }
  }

  private static LlmClient streaming(FakeOpenAiServer server) {
    return LangChain4jLlmClient.streaming(
        OpenAiModels.streaming(server.baseUrl(), "k"), OpenAiModels.openAi());
  }

  private CompletableFuture<Throwable> start(LlmClient client) {
    Cancellation cancellation = source;
    return CompletableFuture.supplyAsync(
        () -> Assertions.catchThrowable(() -> client.complete(Models.HELLO, heard, cancellation)));
  }
}
