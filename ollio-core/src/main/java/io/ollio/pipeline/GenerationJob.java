package io.ollio.pipeline;

import io.ollio.IdSource;
import io.ollio.OllioException;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.Hold;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.Storage;
import io.ollio.generation.Workshop;
import io.ollio.job.JobContext;
import io.ollio.job.JobHandler;
import io.ollio.project.Generation;
import io.ollio.project.Generation.State;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the work of a generation: fills a sandbox with the project's newest version, lets the agent
 * work, and stores the outcome. Can be run again at any time: it goes on from the last checkpoint.
 */
public final class GenerationJob implements JobHandler {
  /** Name under which the job runner knows it. */
  public static final String NAME = "ollio.generation";

  private static final Logger log = LoggerFactory.getLogger(GenerationJob.class);

  private final Storage storage;
  private final Workshop workshop;
  private final GenerationSettings settings;
  private final IdSource ids;
  private final InstantSource clock;
  private final Settlement settlement;

  /** A handler on these stores, with these tools. */
  @Inject
  public GenerationJob(
      Storage storage,
      Workshop workshop,
      GenerationSettings settings,
      CreditPolicy policy,
      IdSource ids,
      InstantSource clock) {
    this.storage = storage;
    this.workshop = workshop;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
    this.settlement = new Settlement(storage, policy, ids, clock);
  }

  @Override
  public void run(JobContext context) {
    Optional<Generation> started = start(context);
    if (started.isPresent()) {
      log.info("Generation {} starts, attempt {}", context.job().key(), context.attempt());
      new Attempt(storage, workshop, settings, settlement, ids, clock).run(started.get(), context);
    }
  }

  @Override
  public void failed(JobContext context, RuntimeException cause) {
    find(context)
        .filter(generation -> !generation.state().status().isFinal())
        .filter(generation -> generation.state().attempt() <= context.attempt())
        .ifPresent(
            generation ->
                settlement.fail(
                    generation, codeOf(cause), detailOf(cause), settlement.knownUsage(generation)));
  }

  /** The short code of a failure. */
  static String codeOf(RuntimeException cause) {
    return cause instanceof OllioException known ? known.code() : "InternalError";
  }

  /** The plain sentence of a failure; what we did not foresee stays in the log. */
  static String detailOf(RuntimeException cause) {
    return cause instanceof OllioException known && known.getMessage() != null
        ? known.getMessage()
        : "An unexpected error (" + cause.getClass().getSimpleName() + "); see the host's log";
  }

  private Optional<Generation> find(JobContext context) {
    GenerationId id = new GenerationId(context.job().key());
    return storage.projects().generations().find(context.job().owner(), id);
  }

  /**
   * Marks the generation as running; empty when there is nothing to do any more. When somebody
   * changes it meanwhile, as a late worker may do that begins the attempt before this one, looks
   * again: nobody else will run it.
   */
  private Optional<Generation> start(JobContext context) {
    Optional<Generation> found = find(context);
    if (found.isEmpty()) {
      releaseOrphan(new GenerationId(context.job().key()));
      return Optional.empty();
    }
    Generation generation = found.get();
    State before = generation.state();
    if (before.status().isFinal() || before.attempt() >= context.attempt()) {
      return Optional.empty();
    }
    State running =
        new State(
            Status.RUNNING,
            context.attempt(),
            "",
            "",
            Optional.empty(),
            before.usage(),
            clock.instant());
    boolean changed =
        storage.projects().generations().changeState(generation.id(), before, running);
    return changed ? Optional.of(generation.withState(running)) : start(context);
  }

  /** The project was deleted meanwhile; nobody pays for that. */
  private void releaseOrphan(GenerationId id) {
    String key = Settlement.holdKey(id);
    storage
        .credits()
        .findHold(key)
        .filter(hold -> hold.state() == Hold.State.OPEN)
        .ifPresent(hold -> storage.credits().release(key));
    log.warn("Generation {} is gone with its project; its credits are released", id);
  }
}
