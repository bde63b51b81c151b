package io.ollio.llm.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.FinishReason;
import io.ollio.CancellationSource;
import io.ollio.OperationCancelled;
import io.ollio.Sleeper;
import io.ollio.llm.StopReason;
import io.ollio.testkit.llm.LlmGate;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.LlmStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One call of a {@link ScriptedModel}. */
final class ScriptedTurn implements StreamingHandle {
  private final StreamingChatResponseHandler handler;
  private final CancellationSource cancelled = new CancellationSource();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private final TreeMap<Integer, ToolExecutionRequest> calls = new TreeMap<>();
  private ScriptedModel.DetailedUsage usage;

  ScriptedTurn(StreamingChatResponseHandler handler) {
    this.handler = handler;
  }

  @Override
  public void cancel() {
    cancelled.cancel();
  }

  @Override
  public boolean isCancelled() {
    return cancelled.isCancelled();
  }

  void awaitStopped(Duration patience) {
    try {
      if (!stopped.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("The model is still open after " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the model's end", e);
    }
  }

  /** As LangChain4j's models do, says nothing any more once it was cancelled. */
  void play(LlmScript script) {
    try {
      for (LlmStep step : script.steps()) {
        if (play(step)) {
          return;
        }
      }
      handler.onError(new IOException("The scripted reply breaks off"));
    } catch (OperationCancelled e) {
      cancelled.cancel();
    } finally {
      stopped.countDown();
    }
  }

  /** Returns whether that was the end. */
  private boolean play(LlmStep step) {
    cancelled.throwIfCancelled();
    if (step instanceof LlmStep.Finish finish) {
      complete(finish.reason());
      return true;
    }
    if (step instanceof LlmStep.Fail failure) {
      handler.onError(ScriptedModel.toException(failure.fault()));
      return true;
    }
    if (step instanceof LlmStep.Cut) {
      handler.onError(new IOException("The scripted reply is cut"));
      return true;
    }
    if (step instanceof LlmStep.Hold hold) {
      hold.gate().pass(cancelled);
    } else if (step instanceof LlmStep.Wait pause) {
      Sleeper.system().sleep(pause.duration(), cancelled);
    } else if (step instanceof LlmStep.KeepAlive) {
      new LlmGate().pass(cancelled);
    } else {
      say(step);
    }
    return false;
  }

  private void say(LlmStep step) {
    if (step instanceof LlmStep.Text piece && !piece.delta().isEmpty()) {
      text.append(piece.delta());
      handler.onPartialResponse(
          new PartialResponse(piece.delta()), new PartialResponseContext(this));
    } else if (step instanceof LlmStep.Thinking piece) {
      thinking.append(piece.delta());
      handler.onPartialThinking(
          new PartialThinking(piece.delta()), new PartialThinkingContext(this));
    } else if (step instanceof LlmStep.Usage count) {
      usage = new ScriptedModel.DetailedUsage(count.tokens());
    } else if (step instanceof LlmStep.CallPiece piece) {
      say(piece);
    }
  }

  private void say(LlmStep.CallPiece piece) {
    ToolExecutionRequest before = calls.get(piece.index());
    String id = before == null ? piece.id() : before.id();
    String name = before == null ? piece.name() : before.name();
    String arguments = (before == null ? "" : before.arguments()) + piece.arguments();
    calls.put(piece.index(), call(id, name, arguments));
    if (!piece.arguments().isEmpty()) {
      handler.onPartialToolCall(
          PartialToolCall.builder()
              .index(piece.index())
              .id(id)
              .name(name)
              .partialArguments(piece.arguments())
              .build(),
          new PartialToolCallContext(this));
    }
  }

  private void complete(StopReason reason) {
    calls.forEach((index, call) -> handler.onCompleteToolCall(new CompleteToolCall(index, call)));
    List<ToolExecutionRequest> whole = new ArrayList<>(calls.values());
    handler.onCompleteResponse(
        ChatResponse.builder()
            .aiMessage(
                AiMessage.builder()
                    .text(text.toString())
                    .thinking(thinking.toString())
                    .toolExecutionRequests(whole)
                    .build())
            .finishReason(finishReason(reason))
            .tokenUsage(usage)
            .modelName("scripted")
            .build());
  }

  private static FinishReason finishReason(StopReason reason) {
    return switch (reason) {
      case STOP, REFUSAL -> FinishReason.STOP;
      case TOOL_CALLS -> FinishReason.TOOL_EXECUTION;
      case LENGTH -> FinishReason.LENGTH;
      case CONTENT_FILTER -> FinishReason.CONTENT_FILTER;
      case OTHER -> FinishReason.OTHER;
    };
  }

  static ToolExecutionRequest call(String id, String name, String arguments) {
    return ToolExecutionRequest.builder().id(id).name(name).arguments(arguments).build();
  }
}
