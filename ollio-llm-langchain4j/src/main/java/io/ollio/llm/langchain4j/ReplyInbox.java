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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the model on its threads and keeps what it says for the caller's. Only the first end counts
 * (models are known to fail and then complete), nothing is taken after it or after {@link #close},
 * and nothing is ever thrown back at the model.
 */
final class ReplyInbox implements StreamingChatResponseHandler {
  private static final Logger log = LoggerFactory.getLogger(ReplyInbox.class);

  /** What an event costs besides its characters, so that many tiny ones are bounded, too. */
  private static final int EVENT_CHARS = 16;

  private final BlockingQueue<ReplyEvent> events = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable StreamingHandle> handle = new AtomicReference<>();
  private final long maxChars;
  private long chars;
  private boolean ended;
  private volatile boolean closed;

  ReplyInbox(long maxChars) {
    this.maxChars = maxChars;
  }

  /** More came than the limit allows. */
  static final class ReplyTooLong extends Exception {
    private static final long serialVersionUID = 1L;

    ReplyTooLong(long limit) {
      super(String.valueOf(limit), null, false, false);
    }
  }

  /** The next event, or null when none comes in time. */
  @Nullable ReplyEvent poll(long nanos) throws InterruptedException {
    return events.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /** Makes a waiting {@link #poll} return. */
  void wake() {
    events.add(new ReplyEvent.Wake());
  }

  /** Takes nothing any more; a model that still talks is told to stop. */
  void close() {
    closed = true;
    events.clear();
  }

  /** Tells the model to stop, when it has said how. Takes as long as the model does. */
  void stopModel() {
    StreamingHandle known = handle.getAndSet(null);
    if (known != null) {
      try {
        known.cancel();
      } catch (RuntimeException e) {
        log.debug("The model's handle does not cancel", e);
      }
    }
  }

  boolean canStopModel() {
    return handle.get() != null;
  }

  void fail(Throwable cause) {
    end(new ReplyEvent.Failed(cause));
  }

  @Override
  public void onPartialResponse(String piece) {
    if (piece != null && !piece.isEmpty()) {
      add(new ReplyEvent.Text(piece), piece.length());
    }
  }

  @Override
  public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
    meet(context.streamingHandle());
    onPartialResponse(piece.text());
  }

  @Override
  public void onPartialThinking(PartialThinking piece) {
    String text = piece.text();
    if (text != null && !text.isEmpty()) {
      add(new ReplyEvent.Thinking(text), text.length());
    }
  }

  @Override
  public void onPartialThinking(PartialThinking piece, PartialThinkingContext context) {
    meet(context.streamingHandle());
    onPartialThinking(piece);
  }

  @Override
  public void onPartialToolCall(PartialToolCall piece) {
    String arguments = text(piece.partialArguments());
    add(
        new ReplyEvent.CallPiece(piece.index(), text(piece.id()), text(piece.name()), arguments),
        arguments.length());
  }

  @Override
  public void onPartialToolCall(PartialToolCall piece, PartialToolCallContext context) {
    meet(context.streamingHandle());
    onPartialToolCall(piece);
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    add(new ReplyEvent.WholeCall(call.index(), call.toolExecutionRequest()), 0);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    boolean isTooLong = lengthOf(response) > maxChars;
    end(
        isTooLong
            ? new ReplyEvent.Failed(new ReplyTooLong(maxChars))
            : new ReplyEvent.Completed(response));
  }

  @Override
  public void onError(Throwable error) {
    fail(error);
  }

  /** A handle that comes after the call is over is used at once. */
  private void meet(@Nullable StreamingHandle known) {
    if (known != null) {
      handle.set(known);
      if (closed) {
        stopModel();
      }
    }
  }

  private synchronized void add(ReplyEvent event, int length) {
    chars += length + EVENT_CHARS;
    if (chars > maxChars) {
      end(new ReplyEvent.Failed(new ReplyTooLong(maxChars)));
    } else if (!ended && !closed) {
      events.add(event);
    }
  }

  private synchronized void end(ReplyEvent event) {
    if (!ended && !closed) {
      ended = true;
      events.add(event);
    }
  }

  private static long lengthOf(@Nullable ChatResponse response) {
    if (response == null || response.aiMessage() == null) {
      return 0;
    }
    AiMessage message = response.aiMessage();
    long length = text(message.text()).length();
    length += text(message.thinking()).length();
    for (ToolExecutionRequest call : message.toolExecutionRequests()) {
      length += text(call.arguments()).length();
    }
    return length;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
