package io.ollio;

import io.ollio.agent.AgentLoop;
import io.ollio.catalogue.FallbackLlmClient;
import io.ollio.catalogue.ModelCatalogue;
import io.ollio.check.SiteCheck;
import io.ollio.check.StaticCheck;
import io.ollio.credit.CreditPolicy;
import io.ollio.credit.Plan;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.PreviewAudit;
import io.ollio.generation.PreviewPublisher;
import io.ollio.generation.Storage;
import io.ollio.generation.VersionHistory;
import io.ollio.generation.VersionPreviews;
import io.ollio.generation.Workshop;
import io.ollio.hook.Hooks;
import io.ollio.job.JobRunner;
import io.ollio.llm.LlmClient;
import io.ollio.llm.RetryingLlmClient;
import io.ollio.local.InMemoryStorage;
import io.ollio.local.InProcessJobRunner;
import io.ollio.local.InProcessJobSettings;
import io.ollio.local.LocalSandboxProvider;
import io.ollio.local.Threads;
import io.ollio.pipeline.GenerationJob;
import io.ollio.pipeline.GenerationService;
import io.ollio.preview.PreviewAccess;
import io.ollio.preview.PreviewRegistry;
import io.ollio.preview.PreviewSettings;
import io.ollio.sandbox.PooledSandboxProvider;
import io.ollio.sandbox.SandboxProvider;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.secret.SecretPolicy;
import io.ollio.secret.SecretScan;
import io.ollio.tool.Tool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Wires an {@link Ollio}. Everything has an embedded default but the model: stores in memory, jobs
 * in this process, sandboxes in temporary directories, previews on a loopback port. Not
 * thread-safe.
 */
public final class OllioBuilder {
  /** How long a sandbox of the pool waits for its generation. */
  public static final Duration POOLED_LEASE = Duration.ofHours(1);

  private final LlmClient model;
  private final IdSource ids = IdSource.system();
  private InstantSource clock = InstantSource.system();
  private GenerationSettings settings = GenerationSettings.DEFAULT;
  private CreditPolicy policy = CreditPolicy.ONE_PER_GENERATION;
  private Plan defaultPlan = Plan.FREE;
  private RetryPolicy modelRetries = RetryPolicy.DEFAULT;
  private @Nullable ModelCatalogue models;
  private final List<FallbackLlmClient.Target> fallbacks = new ArrayList<>();
  private Duration fallbackCoolDown = FallbackLlmClient.DEFAULT_COOL_DOWN;
  private List<SiteCheck> checks = List.of(new StaticCheck());
  private InProcessJobSettings jobSettings = InProcessJobSettings.DEFAULT;
  private List<Tool> hostTools = List.of();
  private Hooks hooks = Hooks.NONE;
  private SecretPolicy secretPolicy = SecretPolicy.BLOCK;
  private Duration previewLifetime = PreviewRegistry.DEFAULT_LIFETIME;
  private PreviewAccess.Listener previewListener = PreviewAccess.Listener.none();
  private int sandboxPool;
  private Optional<PreviewSettings> preview = Optional.of(PreviewSettings.defaults());
  private @Nullable Storage storage;
  private @Nullable JobRunner jobs;
  private boolean worker = true;
  private @Nullable SandboxProvider sandboxes;

  OllioBuilder(LlmClient model) {
    this.model = model;
  }

  /** How generations are made. */
  public OllioBuilder settings(GenerationSettings value) {
    settings = value;
    return this;
  }

  /** What generations cost; one credit each by default. */
  public OllioBuilder creditPolicy(CreditPolicy value) {
    policy = value;
    return this;
  }

  /** The plan of owners in the embedded ledger; 100 credits in 30 days by default. */
  public OllioBuilder defaultPlan(Plan value) {
    defaultPlan = value;
    return this;
  }

  /** How failed model calls are repeated. */
  public OllioBuilder modelRetries(RetryPolicy value) {
    modelRetries = value;
    return this;
  }

  /**
   * The models that requests may name, with their limits and prices; any by default, and nothing is
   * known about them. A change of {@link GenerationSettings#agent}, whichever comes first.
   */
  public OllioBuilder models(ModelCatalogue value) {
    models = value;
    return this;
  }

  /**
   * Models of the same client that stand in for every model that is down, the first one first,
   * after those that the catalogue names for it. Costs no credits by itself.
   */
  public OllioBuilder fallbackModels(String... names) {
    List.of(names).forEach(name -> fallbackModel(model, name));
    return this;
  }

  /** A model of another client, say another provider, that stands in as the last one so far. */
  public OllioBuilder fallbackModel(LlmClient other, String name) {
    fallbacks.add(new FallbackLlmClient.Target(other, name));
    return this;
  }

  /** How long a model that was down is passed over; a minute by default. */
  public OllioBuilder fallbackCoolDown(Duration value) {
    fallbackCoolDown = value;
    return this;
  }

  /**
   * What files must pass to become a version, in place of the default, a {@code StaticCheck}: name
   * it, too, when you add your own. The scan for credentials comes on top, see {@link #secrets}.
   */
  public OllioBuilder checks(List<SiteCheck> value) {
    checks = List.copyOf(value);
    return this;
  }

  /**
   * What is done about credentials in files. By default they keep files from becoming a version and
   * from being shown; the model is told to remove them.
   */
  public OllioBuilder secrets(SecretPolicy value) {
    secretPolicy = value;
    return this;
  }

  /** The host's own tools for the agent. */
  public OllioBuilder hostTools(List<Tool> value) {
    hostTools = List.copyOf(value);
    return this;
  }

  /** What the host puts around every run: interceptors, approvals, rules, design tokens. */
  public OllioBuilder hooks(Hooks value) {
    hooks = value;
    return this;
  }

  /** Where previews are served. */
  public OllioBuilder preview(PreviewSettings value) {
    preview = Optional.of(value);
    return this;
  }

  /** How long an address of a preview works; a week by default. */
  public OllioBuilder previewLifetime(Duration value) {
    previewLifetime = value;
    return this;
  }

  /** Hears of every request for a preview, besides the audit trail. */
  public OllioBuilder previewAccess(PreviewAccess.Listener value) {
    previewListener = value;
    return this;
  }

  /** No preview server. */
  public OllioBuilder withoutPreview() {
    preview = Optional.empty();
    return this;
  }

  /** The host's stores in place of those in memory. */
  public OllioBuilder storage(Storage value) {
    storage = value;
    return this;
  }

  /** The host's job runner, which this library starts but does not close. */
  public OllioBuilder jobs(JobRunner value) {
    jobs = value;
    return this;
  }

  /**
   * Runs no generations here: this process submits and follows them, others with the same stores
   * and {@link #jobs} run them.
   */
  public OllioBuilder submitOnly() {
    worker = false;
    return this;
  }

  /** How many generations run at the same time in this process; five by default. */
  public OllioBuilder jobSettings(InProcessJobSettings value) {
    jobSettings = value;
    return this;
  }

  /** Where the agent works; not closed by this library. */
  public OllioBuilder sandbox(SandboxProvider value) {
    sandboxes = value;
    return this;
  }

  /**
   * Keeps this many sandboxes open, so that a generation gets one at once; none by default. They
   * wait for at most {@link #POOLED_LEASE}, which a paid provider charges for.
   */
  public OllioBuilder sandboxPool(int value) {
    sandboxPool = value;
    return this;
  }

  /** Where the time comes from; the system's clock by default. */
  public OllioBuilder clock(InstantSource value) {
    clock = value;
    return this;
  }

  /**
   * Makes everything and starts the job runner.
   *
   * @throws IllegalStateException when it may only submit, but jobs live in this process
   */
  public Ollio build() {
    if (!worker && jobs == null) {
      throw new IllegalStateException("Submitting only needs jobs(...) that other processes run");
    }
    if (models != null) {
      settings = settings.withAgent(settings.agent().withModels(models));
    }
    List<AutoCloseable> owned = new ArrayList<>();
    Storage stores = storage == null ? InMemoryStorage.create(defaultPlan, clock, ids) : storage;
    Optional<JobRunner> ownJobs = jobs == null ? Optional.of(inProcess(stores)) : Optional.empty();
    JobRunner runner = jobs == null ? ownJobs.orElseThrow() : jobs;
    Optional<VersionPreviews> previews = preview.map(chosen -> previews(chosen, stores));
    ExecutorService toolThreads = Threads.newTaskExecutor("ollio-tool");
    AgentLoop agent = new AgentLoop(client(), settings.agent(), toolThreads, clock);
    PreviewPublisher publisher =
        previews.<PreviewPublisher>map(present -> present).orElse(PreviewPublisher.NONE);
    Workshop workshop =
        new Workshop(pooled(owned), agent, allChecks(), publisher, hostTools, hooks);
    runner.register(
        GenerationJob.NAME, new GenerationJob(stores, workshop, settings, policy, ids, clock));
    GenerationService service = new GenerationService(stores, runner, settings, policy, ids, clock);
    if (worker) {
      runner.start();
    }
    owned.add(service);
    previews.ifPresent(owned::add);
    owned.add(() -> Threads.end(toolThreads));
    VersionHistory versions = new VersionHistory(stores, ids, clock);
    return new Ollio(stores, service, versions, previews, ownJobs, owned);
  }

  /** Each model repeats its calls before the next one stands in. */
  private LlmClient client() {
    LlmClient retrying = new RetryingLlmClient(model, modelRetries);
    List<FallbackLlmClient.Target> others =
        fallbacks.stream()
            .map(
                other ->
                    new FallbackLlmClient.Target(
                        other.client() == model
                            ? retrying
                            : new RetryingLlmClient(other.client(), modelRetries),
                        other.model()))
            .toList();
    return new FallbackLlmClient(
        retrying, settings.agent().models(), others, fallbackCoolDown, clock);
  }

  private List<SiteCheck> allChecks() {
    List<SiteCheck> all = new ArrayList<>(checks);
    all.add(new SecretScan(secretPolicy));
    return all;
  }

  private JobRunner inProcess(Storage stores) {
    return new InProcessJobRunner(stores.unitOfWork(), jobSettings);
  }

  private SandboxProvider pooled(List<AutoCloseable> owned) {
    if (sandboxPool == 0) {
      return sandboxes(owned);
    }
    ExecutorService opener = Threads.newTaskExecutor("ollio-sandbox-pool");
    List<AutoCloseable> behind = new ArrayList<>();
    SandboxSpec kind = settings.sandbox().withLease(POOLED_LEASE);
    PooledSandboxProvider pool =
        new PooledSandboxProvider(sandboxes(behind), kind, sandboxPool, opener);
    owned.add(pool);
    owned.add(opener::shutdown);
    owned.addAll(behind);
    return pool;
  }

  private SandboxProvider sandboxes(List<AutoCloseable> owned) {
    if (sandboxes != null) {
      return sandboxes;
    }
    LocalSandboxProvider local = new LocalSandboxProvider();
    owned.add(local);
    return local;
  }

  private VersionPreviews previews(PreviewSettings chosen, Storage stores) {
    return new VersionPreviews(
        stores.projects(),
        chosen,
        PreviewRegistry.of(clock, previewLifetime),
        new PreviewAudit(stores.audit(), ids, clock, previewListener),
        new SecretScan(secretPolicy));
  }
}
