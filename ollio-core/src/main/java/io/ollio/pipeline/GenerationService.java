package io.ollio.pipeline;

import io.ollio.Cancellation;
import io.ollio.CancellationSource;
import io.ollio.IdSource;
import io.ollio.OwnerId;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.catalogue.ModelInfo;
import io.ollio.credit.CreditPolicy;
import io.ollio.generation.GenerationEstimate;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationException.InvalidPrompt;
import io.ollio.generation.GenerationException.KeyMismatch;
import io.ollio.generation.GenerationException.UnknownModel;
import io.ollio.generation.GenerationException.UnsuitableModel;
import io.ollio.generation.GenerationListener;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.Storage;
import io.ollio.job.Job;
import io.ollio.job.JobRunner;
import io.ollio.owner.Owner;
import io.ollio.owner.OwnerException.OwnerSuspended;
import io.ollio.project.EventLog.StoredEvent;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.project.Message;
import io.ollio.project.MessageId;
import io.ollio.project.Project;
import io.ollio.project.ProjectException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes requests for generations and tells how they fare.
 *
 * <p>Thread-safety: any number of threads. Blocking: {@link #submit} and {@link #cancel} answer
 * within a few milliseconds plus the store's own time; {@link #follow} blocks to the end of the
 * generation. Lifetime: the host's. Limits: see {@link GenerationSettings}.
 */
public final class GenerationService implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final int EVENTS_AT_ONCE = 500;

  private final Storage storage;
  private final JobRunner jobs;
  private final GenerationSettings settings;
  private final CreditPolicy policy;
  private final IdSource ids;
  private final InstantSource clock;
  private final Settlement settlement;
  private final CancellationSource closing = new CancellationSource();

  /**
   * A service on these stores and this job runner; something must handle {@link
   * GenerationJob#NAME}.
   */
  @Inject
  public GenerationService(
      Storage storage,
      JobRunner jobs,
      GenerationSettings settings,
      CreditPolicy policy,
      IdSource ids,
      InstantSource clock) {
    this.storage = storage;
    this.jobs = jobs;
    this.settings = settings;
    this.policy = policy;
    this.ids = ids;
    this.clock = clock;
    this.settlement = new Settlement(storage, policy, ids, clock);
  }

  /**
   * Accepts a request: the credits are held, the prompt is stored and the work is queued, all or
   * nothing.
   *
   * @return the generation's id; the earlier one's when the idempotency key was used for the same
   *     request before
   * @throws InvalidPrompt when the prompt is blank, too short or too long
   * @throws io.ollio.generation.GenerationException.InvalidImage when a picture breaks the limits
   * @throws KeyMismatch when the idempotency key was used for another request
   * @throws UnknownModel when it names a model that is not in the host's catalogue
   * @throws UnsuitableModel when the catalogue says that the model cannot call tools, or cannot be
   *     shown the request's images
   * @throws OwnerSuspended when the owner may not use the library
   * @throws io.ollio.owner.OwnerException.TooManyRequests when the owner submits too often
   * @throws ProjectException.ProjectNotFound when the owner may not know the project
   * @throws ProjectException.Forbidden when the project is somebody else's or archived
   * @throws io.ollio.credit.CreditException.InsufficientCredits when too few credits are left
   */
  public GenerationId submit(GenerationRequest request) {
    String prompt = checked(request.prompt());
    settings.images().check(request.images());
    Optional<GenerationId> earlier = findEarlier(request, prompt);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    checkModel(request);
    checkStanding(request.owner());
    storage.rateLimiter().acquire(request.owner());
    try {
      return storage.unitOfWork().call(() -> accept(request, prompt));
    } catch (ProjectException.KeyInUse e) {
      return findEarlier(request, prompt).orElseThrow(() -> e);
    }
  }

  /**
   * What a request will probably use. Nothing is stored or held, and it counts as no submit.
   *
   * @throws InvalidPrompt see {@link #submit}
   * @throws UnknownModel see {@link #submit}
   * @throws UnsuitableModel see {@link #submit}
   * @throws ProjectException.ProjectNotFound when the owner may not know the project
   * @throws ProjectException.Forbidden when the project is somebody else's
   */
  public GenerationEstimate estimate(GenerationRequest request) {
    String prompt = checked(request.prompt());
    settings.images().check(request.images());
    checkModel(request);
    storage.projects().projects().getOwned(request.owner(), request.project());
    return new Estimator(storage.projects(), settings, policy).estimate(request, prompt);
  }

  /**
   * Stops a generation that waits or runs; does nothing to one that has ended. It ends as cancelled
   * a moment later, unless it succeeds in that very moment.
   *
   * @throws ProjectException.GenerationNotFound when the owner may not know it
   * @throws ProjectException.Forbidden when it is somebody else's
   */
  public void cancel(OwnerId owner, GenerationId id) {
    Generation generation = get(owner, id);
    if (!generation.owner().equals(owner)) {
      throw new ProjectException.Forbidden(owner, generation.project());
    }
    cancelIfQueued(owner, id);
    boolean told = jobs.cancel(GenerationJob.NAME, id.value());
    // A second time only while it runs: what a shutdown has left waits, and now never runs.
    if (told && jobs.cancel(GenerationJob.NAME, id.value())) {
      cancelIfQueued(owner, id); // it may have begun to wait for a retry meanwhile
    } else {
      endLost(owner, id);
    }
  }

  /**
   * The generation.
   *
   * @throws ProjectException.GenerationNotFound when the reader may not know it
   */
  public Generation get(OwnerId reader, GenerationId id) {
    return storage
        .projects()
        .generations()
        .find(reader, id)
        .orElseThrow(() -> new ProjectException.GenerationNotFound(id));
  }

  /**
   * Hands every event after a number to the listener, on the calling thread, until the generation
   * has ended.
   *
   * @param after 0 for the beginning, else the last number seen
   * @return the number of the last event
   * @throws ProjectException.GenerationNotFound when the reader may not know it
   * @throws io.ollio.OperationCancelled when cancelled or closed; the generation goes on
   */
  public long follow(
      OwnerId reader,
      GenerationId id,
      long after,
      GenerationListener listener,
      Cancellation cancellation) {
    CancellationSource stop = new CancellationSource();
    try (Cancellation.Registration ignored = stop.linkTo(cancellation);
        Cancellation.Registration closed = stop.linkTo(closing)) {
      return followUntil(stop, reader, id, after, listener);
    }
  }

  /** Ends everybody's waiting; what is under way goes on in the job runner. */
  @Override
  public void close() {
    closing.cancel();
  }

  private long followUntil(
      Cancellation stop, OwnerId reader, GenerationId id, long after, GenerationListener listener) {
    long last = after;
    List<StoredEvent> events = List.of();
    while (true) {
      stop.throwIfCancelled();
      if (events.isEmpty() && hasEndedAfter(reader, id, last)) {
        return last;
      }
      events = read(reader, id, last, POLL, stop);
      for (StoredEvent stored : events) {
        last = stored.number();
        Optional<GenerationEvent> event = EventJson.read(stored.event());
        event.ifPresent(known -> listener.onEvent(stored.number(), known));
        if (event.map(GenerationEvent::isLast).orElse(false)) {
          return last;
        }
      }
    }
  }

  private List<StoredEvent> read(
      OwnerId reader, GenerationId id, long after, Duration wait, Cancellation cancellation) {
    return storage.projects().events().read(reader, id, after, EVENTS_AT_ONCE, wait, cancellation);
  }

  /**
   * Whether there is nothing to wait for, as when the last event was seen or retention removed it.
   */
  private boolean hasEndedAfter(OwnerId reader, GenerationId id, long last) {
    return get(reader, id).state().status().isFinal()
        && read(reader, id, last, Duration.ZERO, Cancellation.none()).isEmpty();
  }

  private GenerationId accept(GenerationRequest request, String prompt) {
    Project project = storage.projects().projects().getOwned(request.owner(), request.project());
    if (project.status() != Project.Status.ACTIVE) {
      throw new ProjectException.Forbidden(
          "Project " + project.id() + " is " + project.status() + " and takes no prompts");
    }
    Instant now = clock.instant();
    Generation generation = newGeneration(request, now);
    storage.projects().messages().append(request.owner(), userMessage(generation, prompt));
    storage.projects().generations().add(generation);
    storage
        .projects()
        .events()
        .append(generation.id(), List.of(EventJson.write(new GenerationEvent.Queued(), now)));
    // Project before account, as in a settlement: MariaDB locks the project for what is added.
    storage.credits().hold(request.owner(), policy.reserve(), Settlement.holdKey(generation.id()));
    jobs.submit(
        new Job(
            GenerationJob.NAME,
            generation.id().value(),
            request.owner(),
            request.project().value(),
            "{}"));
    return generation.id();
  }

  private Generation newGeneration(GenerationRequest request, Instant now) {
    GenerationId id = new GenerationId(ids.get());
    return new Generation(
        id,
        request.project(),
        request.owner(),
        new MessageId(ids.get()),
        request.idempotencyKey().orElse(id.value()),
        RequestOptions.of(request).toJson(),
        Generation.State.queued(now),
        now);
  }

  private static Message userMessage(Generation generation, String prompt) {
    return new Message(
        generation.prompt(),
        generation.project(),
        Message.Role.USER,
        prompt,
        List.of(),
        Message.Details.NONE,
        generation.createdAt());
  }

  private Optional<GenerationId> findEarlier(GenerationRequest request, String prompt) {
    return request
        .idempotencyKey()
        .flatMap(key -> storage.projects().generations().findByKey(request.owner(), key))
        .map(earlier -> same(earlier, request, prompt));
  }

  private GenerationId same(Generation earlier, GenerationRequest request, String prompt) {
    boolean isSame =
        earlier.project().equals(request.project())
            && RequestOptions.fromJson(earlier.options()).equals(RequestOptions.of(request))
            && storage
                .projects()
                .messages()
                .find(request.owner(), earlier.prompt())
                .map(message -> message.content().equals(prompt))
                .orElse(false);
    if (!isSame) {
      throw new KeyMismatch(earlier.idempotencyKey(), earlier.id());
    }
    return earlier.id();
  }

  private String checked(String prompt) {
    String stripped = prompt.strip();
    int length = stripped.codePointCount(0, stripped.length());
    if (length < settings.minPromptLength() || length > settings.maxPromptLength()) {
      throw new InvalidPrompt(length, settings.minPromptLength(), settings.maxPromptLength());
    }
    return stripped;
  }

  private void checkModel(GenerationRequest request) {
    ModelCatalogue models = settings.agent().models();
    String name = request.model();
    if (name != null && !models.isEmpty() && models.find(name).isEmpty()) {
      throw new UnknownModel(name, models.names());
    }
    models.find(models.nameFor(name)).ifPresent(model -> checkAbilities(model, request));
  }

  private static void checkAbilities(ModelInfo model, GenerationRequest request) {
    if (!model.callsTools()) {
      throw new UnsuitableModel(model.name(), "cannot call tools");
    }
    if (!model.takesImages() && !request.images().isEmpty()) {
      throw new UnsuitableModel(model.name(), "cannot be shown images");
    }
  }

  private void checkStanding(OwnerId owner) {
    boolean isSuspended =
        storage
            .owners()
            .find(owner)
            .map(known -> known.status() == Owner.Status.SUSPENDED)
            .orElse(false);
    if (isSuspended) {
      throw new OwnerSuspended(owner);
    }
  }

  private void cancelIfQueued(OwnerId owner, GenerationId id) {
    Generation generation = get(owner, id);
    if (generation.state().status() == Status.QUEUED) {
      settlement.cancel(generation, settlement.knownUsage(generation));
    }
  }

  /** No runner knows the job any more, so nobody else will end this generation. */
  private void endLost(OwnerId owner, GenerationId id) {
    Generation generation = get(owner, id);
    if (!generation.state().status().isFinal()) {
      settlement.cancel(generation, settlement.knownUsage(generation));
    }
  }
}
