package io.ollio.llm.langchain4j;

import static io.ollio.llm.langchain4j.Models.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException.TimedOut;
import io.ollio.llm.LlmReply;
import io.ollio.testkit.llm.RecordingListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that end although their model cannot be stopped, or takes its time over it. */
final class StoppingTest {
  private static final int ROUNDS = 5;
  private static final long HUNDRED_MILLIS = TimeUnit.MILLISECONDS.toNanos(100);

  private final CountDownLatch letGo = new CountDownLatch(1);
  private final CancellationSource source = new CancellationSource();
  private final RecordingListener heard = new RecordingListener();

  @AfterEach
  void letModelsGo() {
    letGo.countDown();
  }

  @Test
  void cancel_streamingModelThatCannotBeStopped_endsTheCallWithinAHundredMilliseconds() {
    assertThat(fastest(reached -> Models.streaming(handler -> stubborn(reached))))
        .isLessThan(HUNDRED_MILLIS);
  }

  @Test
  void cancel_blockingModelThatCannotBeStopped_endsTheCallWithinAHundredMilliseconds() {
    assertThat(
            fastest(
                reached ->
                    Models.blocking(
                        () -> {
                          stubborn(reached);
                          return response("late");
                        },
                        LangChain4jLimits.DEFAULT)))
        .isLessThan(HUNDRED_MILLIS);
  }

  @Test
  void cancel_handleThatTakesItsTime_doesNotHoldUpTheCaller() {
    CountDownLatch asked = new CountDownLatch(1);
    LlmClient client =
        Models.streaming(handler -> say(handler, "a", handle(() -> stubborn(asked))));
    CompletableFuture<Throwable> call = start(client);
    heard.awaitHeard(1, Duration.ofSeconds(10));

    source.cancel();

    assertThat(call.join()).isInstanceOf(OperationCancelled.class);
    await(asked);
  }

  @Test
  void pieces_afterTheCall_areDroppedAndTheirModelStopped() {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    LlmClient client =
        Models.streaming(
            handler -> {
              stubborn(reached);
              say(handler, "late", handle(stopped::countDown));
              handler.onCompleteResponse(response("late"));
            });
    CompletableFuture<Throwable> call = start(client);
    await(reached);
    source.cancel();
    assertThat(call.join()).isInstanceOf(OperationCancelled.class);

    letGo.countDown();

    await(stopped);
    assertThat(heard.heard()).isEmpty();
  }

  @Test
  void blockingModel_isInterruptedWhenTheCallEnds() {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    LlmClient client =
        Models.blocking(
            () -> {
              reached.countDown();
              awaitInterrupt(interrupted);
              return response("late");
            },
            LangChain4jLimits.DEFAULT);
    CompletableFuture<Throwable> call = start(client);
    await(reached);

    source.cancel();

    assertThat(call.join()).isInstanceOf(OperationCancelled.class);
    await(interrupted);
  }

  @Test
  void blockingModel_slowerThanTheFirstTokenAndIdleLimits_isFine() {
    LangChain4jLimits limits =
        LangChain4jLimits.DEFAULT.withFirstToken(Duration.ofNanos(1)).withIdle(Duration.ofNanos(1));

    LlmReply reply = Models.reply(Models.blocking(() -> response("slow"), limits), heard);

    assertThat(reply.text()).isEqualTo("slow");
    assertThat(heard.texts()).containsExactly("slow");
  }

  @Test
  void blockingModel_slowerThanTheTotalLimit_timesOut() {
    CountDownLatch reached = new CountDownLatch(1);
    LlmClient client =
        Models.blocking(
            () -> {
              stubborn(reached);
              return response("late");
            },
            LangChain4jLimits.DEFAULT.withTotal(Duration.ofMillis(150)));

    assertThat(Models.failure(client))
        .isInstanceOf(TimedOut.class)
        .hasMessageEndingWith("was not done within the total limit of 150 ms");
  }

  /** The best of some rounds, from the cancel to the caller's exception. */
  private long fastest(java.util.function.Function<CountDownLatch, LlmClient> client) {
    return LongStream.range(0, ROUNDS).map(round -> timeToStop(client)).min().getAsLong();
  }

  private static long timeToStop(java.util.function.Function<CountDownLatch, LlmClient> client) {
    CountDownLatch reached = new CountDownLatch(1);
    CancellationSource source = new CancellationSource();
    LlmClient stubborn = client.apply(reached);
    CompletableFuture<Long> end =
        CompletableFuture.supplyAsync(
            () -> {
              assertCancelled(stubborn, source);
              return System.nanoTime();
            });
    await(reached);
    long cancelledAt = System.nanoTime();
    source.cancel();
    return end.join() - cancelledAt;
  }

  private static void assertCancelled(LlmClient client, CancellationSource source) {
    Assertions.assertThatThrownBy(
            () -> client.complete(Models.HELLO, new RecordingListener(), source))
        .isInstanceOf(OperationCancelled.class);
  }

  private CompletableFuture<Throwable> start(LlmClient client) {
    return CompletableFuture.supplyAsync(
        () -> Assertions.catchThrowable(() -> client.complete(Models.HELLO, heard, source)));
  }

  /** Stays until the test lets go, whatever happens. */
  private void stubborn(CountDownLatch reached) {
    reached.countDown();
    boolean done = false;
    while (!done) {
      try {
        letGo.await();
        done = true;
      } catch (InterruptedException e) {
        // What such models do.
      }
    }
  }

  private void awaitInterrupt(CountDownLatch interrupted) {
    try {
      letGo.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted.countDown();
    }
  }

  private static void say(
      StreamingChatResponseHandler handler, String text, StreamingHandle handle) {
    handler.onPartialResponse(new PartialResponse(text), new PartialResponseContext(handle));
  }

  private static StreamingHandle handle(Runnable onCancel) {
    return new StreamingHandle() {
      @Override
      public void cancel() {
        onCancel.run();
      }

      @Override
      public boolean isCancelled() {
        return false;
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
