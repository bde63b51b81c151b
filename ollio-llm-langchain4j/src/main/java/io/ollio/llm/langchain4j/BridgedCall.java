package io.ollio.llm.langchain4j;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmReply;
import io.ollio.llm.langchain4j.Failures.Limit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The caller's side of one call: waits for events, keeps the limits, and leaves nothing running.
 */
final class BridgedCall {
  private final ReplyInbox inbox;
  private final ReplyAssembler reply;
  private final Failures failures;
  private final LangChain4jLimits limits;
  private final boolean streams;
  private final long startedAt = System.nanoTime();
  private boolean begun;

  BridgedCall(
      ReplyInbox inbox,
      ReplyAssembler reply,
      Failures failures,
      LangChain4jLimits limits,
      boolean streams) {
    this.inbox = inbox;
    this.reply = reply;
    this.failures = failures;
    this.limits = limits;
    this.streams = streams;
  }

  LlmReply run(Runnable start, ExecutorService threads, Cancellation cancellation) {
    Future<?> task = threads.submit(() -> startOrFail(start));
    boolean whole = false;
    try (Cancellation.Registration ignored = cancellation.onCancel(inbox::wake)) {
      LlmReply answer = await(cancellation);
      whole = true;
      return answer;
    } finally {
      inbox.close();
      if (!whole) {
        stop(task, threads);
      }
    }
  }

  /** Not on this thread: models are known to take their time over it. */
  private void stop(Future<?> task, ExecutorService threads) {
    // Reaches a blocking model, and one that streams on the thread that called it.
    task.cancel(true);
    if (inbox.canStopModel()) {
      threads.execute(inbox::stopModel);
    }
  }

  // Errors are the caller's to see, too.
  private void startOrFail(Runnable start) {
    try {
      start.run();
    } catch (Throwable e) {
      inbox.fail(e);
    }
  }

  private LlmReply await(Cancellation cancellation) {
    while (true) {
      ReplyEvent event = next();
      cancellation.throwIfCancelled();
      if (event instanceof ReplyEvent.Completed end) {
        return reply.finish(end.response());
      }
      if (event instanceof ReplyEvent.Failed failure) {
        throw failures.of(failure.cause(), begun);
      }
      if (!(event instanceof ReplyEvent.Wake)) {
        begun = true;
        reply.accept(event);
        cancellation.throwIfCancelled();
      }
    }
  }

  /** Silence is counted from here, so the time that the listener takes is not the model's. */
  private ReplyEvent next() {
    long untilTotal = limits.total().toNanos() - (System.nanoTime() - startedAt);
    if (untilTotal <= 0) {
      throw failures.timedOut(Limit.TOTAL, limits);
    }
    Limit phase = !streams ? Limit.TOTAL : begun ? Limit.IDLE : Limit.FIRST_TOKEN;
    long patience = Math.min(untilTotal, phase.valueIn(limits).toNanos());
    @Nullable ReplyEvent event;
    try {
      event = inbox.poll(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("The model call's thread was interrupted", e);
    }
    if (event == null) {
      throw failures.timedOut(patience == untilTotal ? Limit.TOTAL : phase, limits);
    }
    return event;
  }
}
