package io.ollio.catalogue;

import io.ollio.Cancellation;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmListener;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolCallDelta;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes to another model when one is down: overloaded, out of reach, rate-limited or out of quota,
 * too slow, or broken in its replies. What another model would refuse as well, and what the host
 * must repair (keys, requests, names of models), is thrown at once. Belongs around clients that
 * repeat their calls themselves, so that a model counts as down only after the last repeat.
 *
 * <p>A model that was down is passed over for a while, unless all are. The listener hears {@link
 * LlmListener#onRestart} with the tries counted over all models, then {@link LlmListener#onModel}.
 * A reply that does not name its model gets the name that was asked.
 *
 * <p>Thread-safety: one client serves any number of threads at once, which share what is known to
 * be down.
 */
public final class FallbackLlmClient implements LlmClient {
  /** How long a model that was down is passed over. */
  public static final Duration DEFAULT_COOL_DOWN = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(FallbackLlmClient.class);

  private final LlmClient client;
  private final ModelCatalogue catalogue;
  private final List<Target> others;
  private final CoolDowns coolDowns;

  /**
   * A model that stands in.
   *
   * @param client how to reach it
   * @param model its name there
   */
  public record Target(LlmClient client, String model) {}

  /** A model that a call may go to; the client's own default has no name. */
  record Candidate(LlmClient client, @Nullable String model) {}

  /**
   * Decorates a client.
   *
   * @param catalogue says which models of the same client stand in for which, and what they can do
   * @param others stand in for every model after those of the catalogue, the first one first
   * @param coolDown how long a model that was down is passed over, unless its server asks for more
   */
  public FallbackLlmClient(
      LlmClient client,
      ModelCatalogue catalogue,
      List<Target> others,
      Duration coolDown,
      InstantSource clock) {
    this.client = client;
    this.catalogue = catalogue;
    this.others = List.copyOf(others);
    this.coolDowns = new CoolDowns(coolDown, clock);
  }

  @Override
  public LlmReply complete(LlmRequest request, LlmListener listener, Cancellation cancellation) {
    List<Candidate> candidates = candidates(request);
    List<Candidate> up = candidates.stream().filter(coolDowns::isUp).toList();
    CountingListener counting = new CountingListener(listener);
    List<Candidate> turns = up.isEmpty() ? candidates : up;
    for (int i = 0; ; i++) {
      Candidate turn = turns.get(i);
      if (!turn.equals(candidates.get(0))) {
        counting.onModel(String.valueOf(turn.model()));
      }
      try {
        LlmReply reply = turn.client().complete(adapted(request, turn), counting, cancellation);
        coolDowns.end(turn);
        return named(reply, turn);
      } catch (LlmException e) {
        passOver(turn, e);
        if (i + 1 == turns.size()) {
          throw e;
        }
        log.warn(
            "Model {} is down ({}), going to {}",
            turn.model(),
            e.getMessage(),
            turns.get(i + 1).model());
        counting.next(e);
      }
    }
  }

  /** The model that was asked for, then those that stand in and can do what is asked. */
  private List<Candidate> candidates(LlmRequest request) {
    Candidate wanted = new Candidate(client, catalogue.nameFor(request.model()));
    Set<Candidate> all = new LinkedHashSet<>();
    catalogue
        .find(wanted.model())
        .map(ModelInfo::fallbacks)
        .orElse(List.of())
        .forEach(name -> all.add(new Candidate(client, catalogue.nameFor(name))));
    others.forEach(
        other -> all.add(new Candidate(other.client(), catalogue.nameFor(other.model()))));
    all.remove(wanted);
    all.removeIf(candidate -> !fits(candidate, request));
    List<Candidate> ordered = new ArrayList<>(List.of(wanted));
    ordered.addAll(all);
    return ordered;
  }

  private boolean fits(Candidate candidate, LlmRequest request) {
    return catalogue
        .find(candidate.model())
        .map(
            model ->
                (model.callsTools() || request.tools().isEmpty())
                    && (model.takesImages() || !hasImages(request)))
        .orElse(true);
  }

  private static boolean hasImages(LlmRequest request) {
    return request.messages().stream()
        .anyMatch(message -> message instanceof LlmMessage.User user && !user.images().isEmpty());
  }

  private LlmRequest adapted(LlmRequest request, Candidate turn) {
    Integer most = request.maxOutputTokens();
    LlmRequest named = request.withModel(turn.model());
    return most == null
        ? named
        : named.withMaxOutputTokens(catalogue.outputLimit(turn.model(), most));
  }

  private void passOver(Candidate turn, LlmException failure) {
    if (!failure.isRetryable() && !(failure instanceof LlmException.RateLimited)) {
      throw failure;
    }
    coolDowns.begin(turn, failure.retryAfter().orElse(Duration.ZERO));
  }

  private static LlmReply named(LlmReply reply, Candidate turn) {
    return reply.model().isEmpty() && turn.model() != null ? reply.withModel(turn.model()) : reply;
  }

  /** Counts the tries of all models, each of which counts its own from 1. */
  private static final class CountingListener implements LlmListener {
    private final LlmListener listener;
    private int before;
    private int last = 1;

    CountingListener(LlmListener listener) {
      this.listener = listener;
    }

    /** The next model begins. */
    void next(LlmException cause) {
      before = last;
      onRestart(cause, 1);
    }

    @Override
    public void onText(String delta) {
      listener.onText(delta);
    }

    @Override
    public void onThinking(String delta) {
      listener.onThinking(delta);
    }

    @Override
    public void onToolCall(ToolCallDelta delta) {
      listener.onToolCall(delta);
    }

    @Override
    public void onRestart(LlmException cause, int attempt) {
      last = before + attempt;
      listener.onRestart(cause, last);
    }

    @Override
    public void onModel(String model) {
      listener.onModel(model);
    }
  }
}
