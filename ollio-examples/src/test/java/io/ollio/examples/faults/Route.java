package io.ollio.examples.faults;

import io.ollio.Cancellation;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the model calls and sends those of one turn to a wrong address. */
final class Route implements LlmClient {
  private final LlmClient right;
  private final LlmClient wrong;
  private final int turn;
  private final int times;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger misled = new AtomicInteger();

  /** Misleads so many calls of this turn. */
  Route(LlmClient right, LlmClient wrong, int turn, int times) {
    this.right = right;
    this.wrong = wrong;
    this.turn = turn;
    this.times = times;
  }

  int calls() {
    return calls.get();
  }

  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    calls.incrementAndGet();
    boolean isMisled = turnOf(request) == turn && misled.getAndIncrement() < times;
    return (isMisled ? wrong : right).complete(request, listener, cancellation);
  }

  private static int turnOf(LlmRequest request) {
    List<String> words =
        request.messages().stream()
            .filter(LlmMessage.Assistant.class::isInstance)
            .map(message -> ((LlmMessage.Assistant) message).text())
            .toList();
    return SevenTurns.turnAfter(words);
  }
}
