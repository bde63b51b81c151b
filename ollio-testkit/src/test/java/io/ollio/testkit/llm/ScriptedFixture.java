package io.ollio.testkit.llm;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A scripted model, seen through a client that is made of it. A call that ended is disconnected.
 */
final class ScriptedFixture implements LlmFixture {
  private final ScriptedLlmClient model = ScriptedLlmClient.of();
  private final CancellationSource closing = new CancellationSource();
  private final LlmClient client;
  private volatile CountDownLatch running = new CountDownLatch(0);

  ScriptedFixture(UnaryOperator<LlmClient> decoration) {
    client = decoration.apply(this::complete);
  }

  @Override
  public LlmClient client() {
    return client;
  }

  @Override
  public void script(LlmScript script) {
    model.then(script);
  }

  @Override
  public String lastRequest() {
    StringBuilder all = new StringBuilder(model.lastRequest().toString());
    for (LlmMessage message : model.lastRequest().messages()) {
      if (message instanceof LlmMessage.User user) {
        user.images().forEach(image -> all.append(image.content().text()));
      }
    }
    return all.toString();
  }

  @Override
  public int callCount() {
    return model.requests().size();
  }

  @Override
  public void awaitDisconnect(Duration patience) {
    try {
      if (!running.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The latest call has not ended within " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the end of a call", e);
    }
  }

  @Override
  public void close() {
    closing.cancel();
  }

  private LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    CountDownLatch over = new CountDownLatch(1);
    running = over;
    CancellationSource either = new CancellationSource();
    try (Cancellation.Registration one = either.linkTo(cancellation);
        Cancellation.Registration other = either.linkTo(closing)) {
      return model.complete(request, listener, either);
    } finally {
      over.countDown();
    }
  }
}
