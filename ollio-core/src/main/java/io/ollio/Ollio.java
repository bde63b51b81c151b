package io.ollio;

import io.ollio.audit.AuditLog;
import io.ollio.credit.CreditLedger;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationEstimate;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationException.GenerationFailed;
import io.ollio.generation.GenerationListener;
import io.ollio.generation.GenerationRequest;
import io.ollio.generation.GenerationResult;
import io.ollio.generation.Storage;
import io.ollio.generation.VersionHistory;
import io.ollio.generation.VersionPreviews;
import io.ollio.job.JobRunner;
import io.ollio.llm.LlmClient;
import io.ollio.owner.Owners;
import io.ollio.pipeline.GenerationJob;
import io.ollio.pipeline.GenerationService;
import io.ollio.preview.PreviewAddress;
import io.ollio.project.Generation;
import io.ollio.project.GenerationId;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.Project;
import io.ollio.project.ProjectException.VersionNotFound;
import io.ollio.project.ProjectId;
import io.ollio.project.ProjectStore;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Prompt in, live and checked UI component out. The shortest use:
 *
 * <pre>{@code
 * try (Ollio ollio = Ollio.builder(model).build()) {
 *   GenerationResult result = ollio.generate("Create a dark login form");
 *   FileTree files = result.files();
 * }
 * }</pre>
 *
 * <p>Thread-safety: any number of threads. Blocking: {@code generate}, {@code await} and {@code
 * follow} block to the end of the generation, everything else for a store access. Lifetime: close
 * it; what the host passed in stays open. Limits: those of {@link
 * io.ollio.generation.GenerationSettings}.
 */
public final class Ollio implements AutoCloseable {
  /** The owner used when the caller names none. */
  public static final OwnerId LOCAL_OWNER = OwnerId.of("local");

  private final Storage storage;
  private final GenerationService generations;
  private final VersionHistory versions;
  private final Optional<VersionPreviews> previews;
  private final Optional<JobRunner> jobs;
  private final List<AutoCloseable> owned;

  Ollio(
      Storage storage,
      GenerationService generations,
      VersionHistory versions,
      Optional<VersionPreviews> previews,
      Optional<JobRunner> jobs,
      List<AutoCloseable> owned) {
    this.storage = storage;
    this.generations = generations;
    this.versions = versions;
    this.previews = previews;
    this.jobs = jobs;
    this.owned = List.copyOf(owned);
  }

  /**
   * Of parts that a container has wired: the job gets its place in the job runner, which is
   * started. The container closes the parts; {@link #close} of this object closes none.
   */
  @Inject
  public Ollio(
      Storage storage,
      GenerationService generations,
      GenerationJob job,
      VersionHistory versions,
      VersionPreviews previews,
      JobRunner jobs) {
    this(storage, generations, versions, Optional.of(previews), Optional.empty(), List.of());
    jobs.register(GenerationJob.NAME, job);
    jobs.start();
  }

  /** Begins the wiring; the model is the one thing that has no default. */
  public static OllioBuilder builder(LlmClient model) {
    return new OllioBuilder(model);
  }

  /** Builds a component in a new project of {@link #LOCAL_OWNER} and waits for it. */
  public GenerationResult generate(String prompt) {
    return generate(prompt, GenerationListener.SILENT);
  }

  /** Builds a component in a new project of {@link #LOCAL_OWNER} while the listener watches. */
  public GenerationResult generate(String prompt, GenerationListener listener) {
    Project project = createProject(LOCAL_OWNER, VersionHistory.nameFor(prompt));
    GenerationRequest request = GenerationRequest.of(LOCAL_OWNER, project.id(), prompt);
    return generate(request, listener, Cancellation.none());
  }

  /**
   * Submits, follows and waits.
   *
   * @param cancellation cancels the generation
   * @throws GenerationFailed when it ends without a version; the reason says why
   * @throws OperationCancelled when cancelled
   */
  public GenerationResult generate(
      GenerationRequest request, GenerationListener listener, Cancellation cancellation) {
    GenerationId id = submit(request);
    OwnerId owner = request.owner();
    CancellationSource patience = new CancellationSource();
    try (Cancellation.Registration ignored =
        cancellation.onCancel(() -> cancel(owner, id, patience))) {
      return outcome(owner, id, listener, patience);
    }
  }

  /** Whoever cannot even ask for the end, because the store is away, shall not wait for it. */
  private void cancel(OwnerId owner, GenerationId id, CancellationSource patience) {
    try {
      generations.cancel(owner, id);
    } catch (RuntimeException e) {
      patience.cancel();
      throw e;
    }
  }

  /** Makes an empty, private project; an owner never heard of becomes known. */
  public Project createProject(OwnerId owner, String name) {
    return versions.createProject(owner, name);
  }

  /** See {@link GenerationService#submit}. */
  public GenerationId submit(GenerationRequest request) {
    return generations.submit(request);
  }

  /** See {@link GenerationService#estimate}. */
  public GenerationEstimate estimate(GenerationRequest request) {
    return generations.estimate(request);
  }

  /** See {@link GenerationService#follow}. */
  public long follow(
      OwnerId reader,
      GenerationId id,
      long after,
      GenerationListener listener,
      Cancellation cancellation) {
    return generations.follow(reader, id, after, listener, cancellation);
  }

  /**
   * Waits for the end.
   *
   * @throws GenerationFailed when it ends without a version; the reason says why
   * @throws OperationCancelled when somebody cancelled it
   */
  public GenerationResult await(OwnerId reader, GenerationId id) {
    return outcome(reader, id, GenerationListener.SILENT, Cancellation.none());
  }

  /** See {@link GenerationService#cancel}. */
  public void cancel(OwnerId owner, GenerationId id) {
    generations.cancel(owner, id);
  }

  /** See {@link GenerationService#get}. */
  public Generation generation(OwnerId reader, GenerationId id) {
    return generations.get(reader, id);
  }

  /**
   * The files of a generation as of its last finished step, also when it failed or was cancelled.
   */
  public FileTree filesOf(OwnerId reader, GenerationId id) {
    Generation generation = generations.get(reader, id);
    return generation
        .state()
        .version()
        .flatMap(version -> storage.projects().versions().find(reader, version))
        .map(Version::files)
        .or(() -> storage.projects().generations().checkpoint(id).map(Checkpoint::files))
        .orElse(FileTree.empty());
  }

  /** Stores files from elsewhere as the project's newest version, for the next prompt to edit. */
  public Version importFiles(OwnerId owner, ProjectId project, FileTree files, String summary) {
    return versions.append(owner, project, files, summary);
  }

  /** Stores an old version's files as the newest version; nothing is lost. */
  public Version restore(OwnerId owner, VersionId version) {
    return versions.restore(owner, version);
  }

  /**
   * A new address under which a version can be looked at.
   *
   * @throws VersionNotFound when the reader may not know it
   * @throws io.ollio.secret.SecretsFound when it holds credentials and the policy is to block
   * @throws IllegalStateException when previews are off
   */
  public PreviewAddress preview(OwnerId reader, VersionId id) {
    Version version =
        storage.projects().versions().find(reader, id).orElseThrow(() -> new VersionNotFound(id));
    return previews().open(reader, version);
  }

  /**
   * The previews, to revoke them or to embed them.
   *
   * @throws IllegalStateException when previews are off
   */
  public VersionPreviews previews() {
    return previews.orElseThrow(() -> new IllegalStateException("Previews are switched off"));
  }

  /** Projects, messages, versions, generations and events. */
  public ProjectStore store() {
    return storage.projects();
  }

  /** The owners. */
  public Owners owners() {
    return storage.owners();
  }

  /** The credits. */
  public CreditLedger credits() {
    return storage.credits();
  }

  /** The audit trail. */
  public AuditLog audit() {
    return storage.audit();
  }

  /** Stops what this object started; running generations are given ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  /**
   * Stops what this object started; running generations are given the grace, then cancelled. A
   * host's own job runner must be closed before.
   */
  public void close(Duration grace) {
    List<AutoCloseable> parts = new ArrayList<>(owned);
    jobs.ifPresent(own -> parts.add(0, () -> own.close(grace)));
    IllegalStateException failure = null;
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        failure =
            failure == null ? new IllegalStateException("Not all parts could be closed") : failure;
        failure.addSuppressed(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private GenerationResult outcome(
      OwnerId reader, GenerationId id, GenerationListener listener, Cancellation patience) {
    AtomicReference<@Nullable String> preview = new AtomicReference<>();
    generations.follow(
        reader,
        id,
        0,
        (number, event) -> {
          if (event instanceof GenerationEvent.PreviewReady ready) {
            preview.set(ready.url());
          }
          listener.onEvent(number, event);
        },
        patience);
    Generation.State state = generations.get(reader, id).state();
    if (state.status() == Generation.Status.CANCELLED) {
      throw new OperationCancelled("Generation " + id + " was cancelled");
    }
    Version version =
        state
            .version()
            .flatMap(made -> storage.projects().versions().find(reader, made))
            .orElseThrow(() -> new GenerationFailed(id, state.reason(), state.detail()));
    return new GenerationResult(id, version, Optional.ofNullable(preview.get()).map(URI::create));
  }
}
