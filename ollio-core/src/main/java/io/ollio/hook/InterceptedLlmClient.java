package io.ollio.hook;

import io.ollio.Cancellation;
import io.ollio.OllioException;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model whose calls an interceptor sees. */
public final class InterceptedLlmClient implements LlmClient {
  private static final Logger log = LoggerFactory.getLogger(InterceptedLlmClient.class);

  private final LlmClient client;
  private final ModelInterceptor interceptor;
  private final RunContext run;

  /** Decorates a client for one run. */
  public InterceptedLlmClient(LlmClient client, ModelInterceptor interceptor, RunContext run) {
    this.client = client;
    this.interceptor = interceptor;
    this.run = run;
  }

  /**
   * Makes the call.
   *
   * @throws HookFailed when the interceptor has thrown what is no {@link OllioException}
   */
  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    LlmRequest sent = guarded(() -> interceptor.before(request, run));
    LlmReply reply;
    try {
      reply = client.complete(sent, listener, cancellation);
    } catch (RuntimeException e) {
      tellFailed(sent, e);
      throw e;
    }
    return guarded(() -> interceptor.after(sent, reply, run));
  }

  private <T> T guarded(Supplier<T> hook) {
    try {
      return hook.get();
    } catch (OllioException e) {
      throw e;
    } catch (RuntimeException e) {
      log.warn("A model interceptor failed in generation {}", run.generation(), e);
      throw new HookFailed("model interceptor", run.generation(), e);
    }
  }

  private void tellFailed(LlmRequest sent, RuntimeException cause) {
    try {
      interceptor.failed(sent, cause, run);
    } catch (RuntimeException e) {
      log.warn("A model interceptor failed in generation {}", run.generation(), e);
      if (e != cause) {
        cause.addSuppressed(e);
      }
    }
  }
}
