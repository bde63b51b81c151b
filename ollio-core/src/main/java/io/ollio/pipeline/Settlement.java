package io.ollio.pipeline;

import io.ollio.IdSource;
import io.ollio.agent.AgentTask;
import io.ollio.agent.Transcript;
import io.ollio.audit.AuditEntry;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.CreditPolicy.Consumption;
import io.ollio.credit.Credits;
import io.ollio.credit.Hold;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.Storage;
import io.ollio.llm.TokenUsage;
import io.ollio.project.Generation;
import io.ollio.project.Generation.State;
import io.ollio.project.Generation.Status;
import io.ollio.project.Generation.Usage;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.Message;
import io.ollio.project.MessageId;
import io.ollio.project.ProjectException;
import io.ollio.project.Version;
import java.math.BigDecimal;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends generations: version, messages, credits, state and last event in one unit of work. */
final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  private final Storage storage;
  private final CreditPolicy policy;
  private final IdSource ids;
  private final InstantSource clock;

  Settlement(Storage storage, CreditPolicy policy, IdSource ids, InstantSource clock) {
    this.storage = storage;
    this.policy = policy;
    this.ids = ids;
    this.clock = clock;
  }

  /** The key of a generation's hold. */
  static String holdKey(GenerationId id) {
    return "generation:" + id;
  }

  /** What a generation made. */
  record Success(Version version, String summary, String reason, Optional<URI> preview) {}

  /** Stores the version and charges for it. */
  void succeed(Generation generation, Success success, Usage usage) {
    Version version = success.version();
    State next =
        new State(
            Status.SUCCEEDED,
            generation.state().attempt(),
            success.reason(),
            "",
            Optional.of(version.id()),
            usage,
            clock.instant());
    storage
        .unitOfWork()
        .run(
            () -> {
              storage.projects().versions().append(generation.owner(), version);
              storage.projects().messages().append(generation.owner(), answer(success, usage));
              audit(generation, AuditEntry.Kind.VERSION_STORED, "version " + version.number());
              success
                  .preview()
                  .ifPresent(
                      any ->
                          audit(
                              generation,
                              AuditEntry.Kind.PREVIEW_PUBLISHED,
                              "version " + version.number()));
              capture(generation, usage);
              end(generation, next, succeeded(success));
            });
  }

  /** Releases the credits; files and transcript so far stay with the generation. */
  boolean fail(Generation generation, String reason, String detail, Usage usage) {
    State next =
        new State(
            Status.FAILED,
            generation.state().attempt(),
            reason,
            detail,
            Optional.empty(),
            usage,
            clock.instant());
    return release(generation, next, new GenerationEvent.Failed(reason, detail));
  }

  /** Releases the credits, because somebody stopped it. */
  boolean cancel(Generation generation, Usage usage) {
    State next =
        new State(
            Status.CANCELLED,
            generation.state().attempt(),
            "CANCELLED",
            "",
            Optional.empty(),
            usage,
            clock.instant());
    return release(generation, next, new GenerationEvent.Cancelled());
  }

  /** The usage of a transcript, in the words of the store. */
  static Usage usageOf(Transcript transcript) {
    return new Usage(
        transcript.modelCalls(),
        transcript.usage().inputTokens(),
        transcript.usage().cachedInputTokens(),
        transcript.usage().outputTokens(),
        transcript.cost());
  }

  /**
   * What a generation has used as far as the store knows: the state is written at the start and the
   * end of an attempt, the checkpoint after every step.
   */
  Usage knownUsage(Generation generation) {
    Usage stated = generation.state().usage();
    return storage
        .projects()
        .generations()
        .checkpoint(generation.id())
        .map(checkpoint -> usageOf(checkpoint, stated))
        .orElse(stated);
  }

  /** A conversation that cannot be read must not keep a generation from ending. */
  private static Usage usageOf(Checkpoint checkpoint, Usage stated) {
    try {
      return usageOf(counted(Transcript.fromJson(checkpoint.transcript()), stated));
    } catch (IllegalArgumentException e) {
      log.warn("The use of generation {} is incomplete", checkpoint.generation(), e);
      return stated;
    }
  }

  /** The transcript, with what was used after the step that it ends with. */
  static Transcript counted(Transcript transcript, Usage stated) {
    transcript.countAtLeast(
        stated.modelCalls(),
        new TokenUsage(stated.inputTokens(), stated.cachedInputTokens(), stated.outputTokens(), 0),
        stated.cost());
    return transcript;
  }

  /**
   * Lets a run go on while its price does not outgrow the hold. A price that does not depend on use
   * stops nothing, also one above the hold.
   */
  AgentTask.Allowance allowance(Generation generation) {
    Credits held =
        storage.credits().findHold(holdKey(generation.id())).map(Hold::amount).orElse(Credits.ZERO);
    return (transcript, calls, usage, cost) -> {
      Credits price = policy.price(consumption(usageOf(transcript)));
      Credits next = policy.price(after(transcript, calls, usage, cost));
      return next.compareTo(held) <= 0 || next.compareTo(price) <= 0;
    };
  }

  private static Consumption after(
      Transcript transcript, int calls, TokenUsage usage, BigDecimal cost) {
    return new Consumption(
        transcript.modelCalls() + calls,
        transcript.usage().inputTokens() + calls * usage.inputTokens(),
        transcript.usage().outputTokens() + calls * usage.outputTokens(),
        transcript.cost().add(cost.multiply(BigDecimal.valueOf(calls))));
  }

  private static Consumption consumption(Usage usage) {
    return new Consumption(
        usage.modelCalls(), usage.inputTokens(), usage.outputTokens(), usage.cost());
  }

  /** The usage of a generation as an event. */
  static GenerationEvent reported(Usage usage) {
    return new GenerationEvent.UsageReported(
        usage.modelCalls(),
        usage.inputTokens(),
        usage.cachedInputTokens(),
        usage.outputTokens(),
        usage.cost());
  }

  private boolean release(Generation generation, State next, GenerationEvent last) {
    return storage
        .unitOfWork()
        .call(
            () -> {
              boolean ended =
                  storage
                      .projects()
                      .generations()
                      .changeState(generation.id(), generation.state(), next);
              if (ended) {
                storage.credits().release(holdKey(generation.id()));
                append(
                    generation,
                    next.usage().equals(Usage.NONE)
                        ? List.of(last)
                        : List.of(reported(next.usage()), last));
              }
              return ended;
            });
  }

  private void end(Generation generation, State next, List<GenerationEvent> last) {
    if (!storage.projects().generations().changeState(generation.id(), generation.state(), next)) {
      throw new ProjectException.StaleAttempt(generation.id(), generation.state().attempt());
    }
    append(generation, last);
  }

  private void audit(Generation generation, AuditEntry.Kind kind, String detail) {
    storage
        .audit()
        .append(
            new AuditEntry(
                ids.get(),
                generation.owner(),
                generation.id().value(),
                kind,
                detail,
                clock.instant()));
  }

  private void append(Generation generation, List<GenerationEvent> events) {
    storage
        .projects()
        .events()
        .append(
            generation.id(),
            events.stream().map(event -> EventJson.write(event, clock.instant())).toList());
  }

  private void capture(Generation generation, Usage usage) {
    String key = holdKey(generation.id());
    Credits held = storage.credits().findHold(key).orElseThrow().amount();
    Credits price = policy.price(consumption(usage));
    storage.credits().capture(key, price.compareTo(held) > 0 ? held : price);
  }

  private static List<GenerationEvent> succeeded(Success success) {
    Version version = success.version();
    GenerationEvent last =
        new GenerationEvent.Succeeded(
            version.id().value(), version.number(), success.summary(), success.reason());
    return success
        .preview()
        .map(uri -> List.of(new GenerationEvent.PreviewReady(uri.toString()), last))
        .orElse(List.of(last));
  }

  private Message answer(Success success, Usage usage) {
    return new Message(
        new MessageId(ids.get()),
        success.version().project(),
        Message.Role.ASSISTANT,
        success.summary(),
        fragments(success.version().files()),
        new Message.Details(
            success.preview().map(URI::toString),
            usage.inputTokens() + usage.outputTokens(),
            false),
        clock.instant());
  }

  private static List<Message.Fragment> fragments(FileTree files) {
    return files.files().entrySet().stream().flatMap(file -> fragment(file).stream()).toList();
  }

  private static Optional<Message.Fragment> fragment(Map.Entry<FilePath, FileContent> file) {
    FilePath path = file.getKey();
    return file.getValue()
        .asText()
        .map(text -> new Message.Fragment(path, path.extension(), text, file.getValue().size()));
  }
}
