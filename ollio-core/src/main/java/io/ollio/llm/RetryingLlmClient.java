package io.ollio.llm;

import io.ollio.Cancellation;
import io.ollio.RetryPolicy;
import io.ollio.Sleeper;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats model calls that failed in a retryable way, also those cut off in the middle (a model
 * call changes nothing, so a repeat is safe; the listener hears {@link LlmListener#onRestart}). The
 * server's own wish (Retry-After) comes before the policy's pause; a wish longer than the policy's
 * longest pause ends the tries at once. This is the only place that repeats model calls.
 */
public final class RetryingLlmClient implements LlmClient {
  private static final Logger log = LoggerFactory.getLogger(RetryingLlmClient.class);

  private final LlmClient client;
  private final RetryPolicy policy;
  private final Sleeper sleeper;
  private final RandomGenerator random;

  /** Decorates a client. */
  public RetryingLlmClient(
      LlmClient client, RetryPolicy policy, Sleeper sleeper, RandomGenerator random) {
    this.client = client;
    this.policy = policy;
    this.sleeper = sleeper;
    this.random = random;
  }

  /** Decorates a client with a policy on the system's clock. */
  @Inject
  public RetryingLlmClient(LlmClient client, RetryPolicy policy) {
    this(client, policy, Sleeper.system(), RandomGenerator.getDefault());
  }

  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    for (int attempt = 1; ; attempt++) {
      try {
        return client.complete(request, listener, cancellation);
      } catch (LlmException e) {
        pauseBeforeRetry(e, attempt, cancellation);
        listener.onRestart(e, attempt + 1);
      }
    }
  }

  private void pauseBeforeRetry(LlmException failure, int attempt, Cancellation cancellation) {
    if (!failure.isRetryable() || attempt > policy.retries()) {
      throw failure;
    }
    Optional<Duration> wish = failure.retryAfter();
    if (wish.isPresent() && wish.get().compareTo(policy.maxDelay()) > 0) {
      throw failure;
    }
    Duration pause =
        wish.map(asked -> policy.delayFor(asked, random))
            .orElseGet(() -> policy.delayBefore(attempt, random));
    log.warn(
        "Model call failed ({}), try {} of {} follows in {} ms",
        failure.getMessage(),
        attempt + 1,
        policy.retries() + 1,
        pause.toMillis());
    sleeper.sleep(pause, cancellation);
  }
}
