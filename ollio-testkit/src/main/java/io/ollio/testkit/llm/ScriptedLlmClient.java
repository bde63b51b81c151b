package io.ollio.testkit.llm;

import io.ollio.Cancellation;
import io.ollio.OperationCancelled;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model that does as it is told: the first call gets the first script, the second the second, and
 * so on. A call too many throws {@link AssertionError}, and so does {@link #close} when a script
 * was not used, so a test reads
 *
 * <pre>{@code
 * try (var model = ScriptedLlmClient.of(LlmScript.ofToolCall("listFiles", "{}"), LlmScript.ofText("Done"))) {
 *   ...
 *   assertThat(model.requests()).hasSize(2);
 * }
 * }</pre>
 *
 * <p>Thread-safety: any number of threads; scripts are handed out in the order of the calls.
 */
public final class ScriptedLlmClient implements LlmClient, AutoCloseable {
  private final List<LlmScript> scripts = new ArrayList<>();
  private final List<LlmRequest> requests = new ArrayList<>();
  private final @Nullable Function<LlmRequest, LlmScript> answers;

  private ScriptedLlmClient(@Nullable Function<LlmRequest, LlmScript> answers) {
    this.answers = answers;
  }

  /** A model with these scripts. */
  public static ScriptedLlmClient of(LlmScript... scripts) {
    ScriptedLlmClient client = new ScriptedLlmClient(null);
    List.of(scripts).forEach(client::then);
    return client;
  }

  /** A model that makes its script out of each request; there is nothing unused or extra then. */
  public static ScriptedLlmClient answering(Function<LlmRequest, LlmScript> answers) {
    return new ScriptedLlmClient(answers);
  }

  /** Adds a script at the end. */
  public synchronized ScriptedLlmClient then(LlmScript script) {
    scripts.add(script);
    return this;
  }

  /** What it was asked, in the order of the calls; also those that failed. */
  public synchronized List<LlmRequest> requests() {
    return List.copyOf(requests);
  }

  /** What it was asked last. */
  public LlmRequest lastRequest() {
    List<LlmRequest> all = requests();
    if (all.isEmpty()) {
      throw new AssertionError("The model was not called yet");
    }
    return all.get(all.size() - 1);
  }

  /** Throws {@link AssertionError} unless every script was used. */
  public synchronized void assertAllUsed() {
    if (requests.size() < scripts.size()) {
      throw new AssertionError(
          "The model was called "
              + requests.size()
              + " times, but "
              + scripts.size()
              + " replies are scripted");
    }
  }

  /** Throws {@link AssertionError} unless every script was used. */
  @Override
  public void close() {
    assertAllUsed();
  }

  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    if (Thread.currentThread().isInterrupted()) {
      throw new OperationCancelled("The scripted model call's thread is interrupted");
    }
    return new ScriptPlayer(listener, cancellation).play(next(request));
  }

  private synchronized LlmScript next(LlmRequest request) {
    requests.add(request);
    if (answers != null) {
      return answers.apply(request);
    }
    if (requests.size() > scripts.size()) {
      throw new AssertionError(
          "Model call "
              + requests.size()
              + " came, but only "
              + scripts.size()
              + " replies are scripted");
    }
    return scripts.get(requests.size() - 1);
  }
}
