package io.ollio.generation;

import io.ollio.Cancellation;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.testkit.llm.LlmScript;
import io.ollio.testkit.llm.ScriptedLlmClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A model that hears of no cancellation, as some HTTP clients do. */
final class StubbornModel implements LlmClient {
  private final ScriptedLlmClient scripted;
  private final CountDownLatch answers;

  StubbornModel(LlmScript... scripts) {
    scripted = ScriptedLlmClient.of(scripts);
    answers = new CountDownLatch(scripts.length);
  }

  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    try {
      return scripted.complete(request, listener, Cancellation.none());
    } finally {
      answers.countDown();
    }
  }

  int calls() {
    return scripted.requests().size();
  }

  /** Waits until every script was played to its end. */
  void awaitAnswers() {
    try {
      if (!answers.await(Host.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The model has not answered");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
