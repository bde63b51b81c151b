package io.ollio.pipeline;

import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.agent.AgentSettings;
import io.ollio.agent.context.TokenEstimate;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.CreditPolicy.Consumption;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationEstimate;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationSettings;
import io.ollio.llm.TokenUsage;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Usage;
import io.ollio.project.ProjectId;
import io.ollio.project.ProjectStore;
import io.ollio.project.Version;
import io.ollio.tool.Toolbox;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Estimates what a request will use; {@link GenerationEstimate} says how. */
final class Estimator {
  private static final int FEWEST_CALLS = 2;
  private static final int ENOUGH_PAST = 3;
  private static final int MOST_PAST = 20;

  /** Tokens of one reply when a generation of seven calls makes 14 KB of files. */
  private static final long SHORT_REPLY = 500;

  private final ProjectStore store;
  private final GenerationSettings settings;
  private final CreditPolicy policy;

  Estimator(ProjectStore store, GenerationSettings settings, CreditPolicy policy) {
    this.store = store;
    this.settings = settings;
    this.policy = policy;
  }

  GenerationEstimate estimate(GenerationRequest request, String prompt) {
    ModelCatalogue models = settings.agent().models();
    String model = models.nameFor(request.model());
    FileTree files =
        store
            .versions()
            .head(request.owner(), request.project())
            .map(Version::files)
            .orElse(FileTree.empty());
    long opening = opening(request, prompt, files);
    List<Usage> past = past(request.owner(), request.project());
    boolean isKnown = past.size() >= ENOUGH_PAST;
    return new GenerationEstimate(
        model,
        isKnown ? lowOf(past, opening, model) : shortest(opening, model),
        isKnown
            ? highOf(past, opening, model)
            : longest(opening + TokenEstimate.ofCharacters(files.totalBytes()), model),
        policy.reserve(),
        isKnown ? past.size() : 0);
  }

  private long opening(GenerationRequest request, String prompt, FileTree files) {
    long tools =
        Toolbox.standard(true, settings.agent().commandTimeLimit(), List.of()).specs().stream()
            .mapToLong(spec -> spec.description().length() + spec.parametersSchema().length())
            .sum();
    return TokenEstimate.ofCharacters(
        SystemPrompt.with(settings.instructions(), "").length()
            + tools
            + history(request)
            + prompt.length()
            + Conversation.describe(files).length());
  }

  private long history(GenerationRequest request) {
    if (settings.historyMessages() == 0) {
      return 0;
    }
    PageRequest page = PageRequest.newest(settings.historyMessages());
    return store.messages().list(request.owner(), request.project(), page).items().stream()
        .mapToLong(message -> message.content().length())
        .sum();
  }

  private List<Usage> past(OwnerId owner, ProjectId project) {
    return store.generations().list(owner, project, PageRequest.newest(MOST_PAST)).items().stream()
        .map(Generation::state)
        .filter(state -> state.status().isFinal())
        .map(Generation.State::usage)
        .filter(usage -> usage.modelCalls() > 0)
        .toList();
  }

  private Consumption shortest(long opening, @Nullable String model) {
    long output = FEWEST_CALLS * SHORT_REPLY;
    return consumption(
        FEWEST_CALLS,
        new TokenUsage(sent(FEWEST_CALLS, opening, SHORT_REPLY), 0, output, 0),
        model);
  }

  private Consumption longest(long first, @Nullable String model) {
    AgentSettings.Limits limits = settings.agent().limits();
    int calls = limits.steps() + 1;
    int reply = settings.agent().models().outputLimit(model, settings.agent().maxOutputTokens());
    TokenUsage most =
        new TokenUsage(
            Math.min(limits.inputTokens(), sent(calls, first, reply)),
            0,
            Math.min(limits.outputTokens(), (long) calls * reply),
            0);
    Consumption all = consumption(calls, most, model);
    BigDecimal bound = limits.cost();
    return bound == null || all.cost().compareTo(bound) <= 0
        ? all
        : new Consumption(calls, most.inputTokens(), most.outputTokens(), bound);
  }

  /** Every call sends again what the ones before have sent and received. */
  private static long sent(int calls, long first, long reply) {
    return calls * first + reply * calls * (calls - 1L) / 2;
  }

  private Consumption lowOf(List<Usage> past, long opening, @Nullable String model) {
    int calls = (int) pick(past, Usage::modelCalls, Math::min);
    long input = Math.max(pick(past, Usage::inputTokens, Math::min), calls * opening);
    long allInput = pick(past, Usage::inputTokens, Long::sum);
    double cachedShare =
        allInput == 0 ? 0 : (double) pick(past, Usage::cachedInputTokens, Long::sum) / allInput;
    long cached = Math.min(input, (long) (input * cachedShare));
    long output = pick(past, Usage::outputTokens, Math::min);
    return consumption(calls, new TokenUsage(input, cached, output, 0), model);
  }

  private Consumption highOf(List<Usage> past, long opening, @Nullable String model) {
    int calls = (int) pick(past, Usage::modelCalls, Math::max);
    long input = Math.max(pick(past, Usage::inputTokens, Math::max), calls * opening);
    long output = pick(past, Usage::outputTokens, Math::max);
    return consumption(calls, new TokenUsage(input, 0, output, 0), model);
  }

  private static long pick(
      List<Usage> past, ToLongFunction<Usage> part, BinaryOperator<Long> better) {
    return past.stream().map(part::applyAsLong).reduce(better).orElse(0L);
  }

  private Consumption consumption(int calls, TokenUsage usage, @Nullable String model) {
    return new Consumption(
        calls,
        usage.inputTokens(),
        usage.outputTokens(),
        settings.agent().models().cost(usage, model, null));
  }
}
