package io.ollio.pipeline;

import io.ollio.IdSource;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.agent.AgentLoop;
import io.ollio.agent.AgentResult;
import io.ollio.agent.AgentResult.Ending;
import io.ollio.agent.AgentTask;
import io.ollio.agent.FinishGate;
import io.ollio.agent.Transcript;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationException.GaveUp;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.Storage;
import io.ollio.generation.Workshop;
import io.ollio.hook.RunContext;
import io.ollio.hook.RunDecorator;
import io.ollio.job.JobContext;
import io.ollio.llm.LlmException;
import io.ollio.project.Generation;
import io.ollio.project.Generation.State;
import io.ollio.project.Generation.Status;
import io.ollio.project.Generation.Usage;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.ProjectException.StaleAttempt;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.tool.Tool;
import io.ollio.tool.Toolbox;
import io.ollio.tool.Workspace;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a generation, from opening the sandbox to the stored outcome. */
final class Attempt {
  private static final Logger log = LoggerFactory.getLogger(Attempt.class);
  private static final int MAX_SETTLEMENTS = 3;

  /** So many attempts may end without a finished step, as when the work kills its workers. */
  private static final int MAX_FRUITLESS = 10;

  private final Storage storage;
  private final Workshop workshop;
  private final GenerationSettings settings;
  private final Settlement settlement;
  private final IdSource ids;
  private final InstantSource clock;
  private @Nullable Transcript transcript;
  private @Nullable FileTree files;

  Attempt(
      Storage storage,
      Workshop workshop,
      GenerationSettings settings,
      Settlement settlement,
      IdSource ids,
      InstantSource clock) {
    this.storage = storage;
    this.workshop = workshop;
    this.settings = settings;
    this.settlement = settlement;
    this.ids = ids;
    this.clock = clock;
  }

  void run(Generation generation, JobContext context) {
    EventRecorder events = new EventRecorder(storage, generation, clock);
    AuditTrail trail = new AuditTrail(storage, ids, clock, generation, settings.sandbox());
    Workspace workspace;
    Optional<Version> base;
    try {
      events.record(new GenerationEvent.Started(generation.state().attempt()));
      base = prepare(generation);
      workspace = open(generation, trail, context);
    } catch (RuntimeException e) {
      end(generation, context, events, e);
      return;
    }
    RunRecorder recorder = recorder(generation, workspace, events, trail);
    recorder.leaveWhen(context::isShutdown);
    try {
      announce(workspace, events);
      FinishGate gate =
          new ResultGate(workshop.hooks().startingFiles(filesOf(base)), workshop.checks());
      RunDecorator.Wrapping hooks = workshop.hooks().begin(contextOf(generation));
      AgentLoop agent = workshop.agent().decorated(hooks::model);
      Toolbox tools = new Toolbox(hooks.tools(tools(workspace)));
      AgentResult result = agent.run(task(generation, workspace, tools, gate, recorder, context));
      files = workspace.files();
      recorder.reportUsage(usage());
      events.close();
      conclude(generation, result, gate, base);
    } catch (RuntimeException e) {
      files = workspace.knownFiles();
      end(generation, context, events, e);
    } finally {
      close(workspace, recorder);
    }
  }

  private RunRecorder recorder(
      Generation generation, Workspace workspace, EventRecorder events, AuditTrail trail) {
    return new RunRecorder(
        storage.projects().generations(), generation, workspace, events, trail, workshop.checks());
  }

  /** Finds what to go on from, and returns the version that the work began with. */
  private Optional<Version> prepare(Generation generation) {
    Optional<Checkpoint> checkpoint = storage.projects().generations().checkpoint(generation.id());
    checkProgress(generation, checkpoint);
    if (checkpoint.isPresent()) {
      Transcript stored =
          Settlement.counted(
              Transcript.fromJson(checkpoint.get().transcript()), generation.state().usage());
      transcript = stored;
      files = checkpoint.get().files();
      return stored.origin().isEmpty()
          ? Optional.empty()
          : storage.projects().versions().find(generation.owner(), new VersionId(stored.origin()));
    }
    Optional<Version> head =
        storage.projects().versions().head(generation.owner(), generation.project());
    FileTree start = workshop.hooks().startingFiles(filesOf(head));
    String origin = head.map(version -> version.id().value()).orElse("");
    String added = workshop.hooks().instructions(contextOf(generation));
    transcript =
        Settlement.counted(
            new Conversation(storage.projects(), settings).open(generation, origin, start, added),
            generation.state().usage());
    files = start;
    return head;
  }

  private static void checkProgress(Generation generation, Optional<Checkpoint> checkpoint) {
    int earlier = generation.state().attempt() - 1;
    int fruitless = earlier - checkpoint.map(Checkpoint::attempt).orElse(0);
    if (fruitless >= MAX_FRUITLESS) {
      throw new GaveUp(generation.id(), fruitless, checkpoint.map(Checkpoint::step).orElse(0));
    }
  }

  /** What is settled is settled: a sandbox that cannot be closed ends with its lease. */
  private static void close(Workspace workspace, RunRecorder recorder) {
    try {
      recorder.recordChanges(List.of());
    } catch (RuntimeException e) {
      log.warn("The last file changes are missing in the audit trail", e);
    }
    try {
      workspace.close();
    } catch (RuntimeException e) {
      log.warn("A sandbox could not be closed, it ends with its lease", e);
    }
  }

  private Workspace open(Generation generation, AuditTrail trail, JobContext context) {
    SandboxSpec spec =
        settings.sandbox().withMetadata(Map.of("generation", generation.id().value()));
    return Workspace.open(
        workshop.sandboxes(),
        spec,
        settings.workspace(),
        currentFiles(),
        context.cancellation(),
        trail);
  }

  private static void announce(Workspace workspace, EventRecorder events) {
    String mechanism = workspace.isolation().mechanism();
    events.record(
        new GenerationEvent.WorkspaceReady(
            mechanism, workspace.hasCommands(), workspace.knownFiles().files().size()));
  }

  private List<Tool> tools(Workspace workspace) {
    return Toolbox.standard(
            workspace.hasCommands(), settings.agent().commandTimeLimit(), workshop.hostTools())
        .tools();
  }

  private AgentTask task(
      Generation generation,
      Workspace workspace,
      Toolbox tools,
      FinishGate gate,
      RunRecorder recorder,
      JobContext context) {
    return new AgentTask(
        RequestOptions.fromJson(generation.options()).model(),
        Objects.requireNonNull(transcript),
        tools,
        workspace,
        gate,
        recorder,
        context.cancellation(),
        settlement.allowance(generation));
  }

  private void conclude(
      Generation generation, AgentResult result, FinishGate gate, Optional<Version> head) {
    FileTree made = currentFiles();
    boolean isFinished = result.ending() == Ending.FINISHED;
    if (isFinished || (isLimit(result.ending()) && gate.judge(made).isAccepted())) {
      new VersionWriter(storage, workshop.previews(), settlement, ids, clock)
          .write(generation, result, head, made, usage());
    } else {
      fail(
          generation,
          result.ending().name(),
          result.ending() == Ending.NOTHING_CHANGED ? result.summary() : result.detail());
    }
  }

  private static boolean isLimit(Ending ending) {
    return switch (ending) {
      case STEP_LIMIT, TOKEN_LIMIT, COST_LIMIT, CREDIT_LIMIT, TIME_LIMIT, NO_PROGRESS -> true;
      default -> false;
    };
  }

  private void end(
      Generation generation, JobContext context, EventRecorder events, RuntimeException cause) {
    boolean isStopped = context.cancellation().isCancelled();
    if (context.isShutdown() && (isStopped || cause instanceof OperationCancelled)) {
      events.close();
      throw cause;
    }
    if (cause instanceof StaleAttempt) {
      log.warn("Another worker has taken over: {}", cause.getMessage());
    } else if (isStopped) {
      events.close();
      settle(() -> cancelled(generation));
    } else if (isWorthARetry(cause)) {
      leaveForRetry(generation, events, cause);
      throw cause;
    } else {
      if (!(cause instanceof OllioException)) {
        log.error("Generation {} failed unexpectedly", generation.id(), cause);
      }
      events.close();
      String reason = GenerationJob.codeOf(cause);
      settle(() -> fail(generation, reason, GenerationJob.detailOf(cause)));
    }
  }

  private static boolean isWorthARetry(RuntimeException cause) {
    return cause instanceof OllioException known
        && known.isRetryable()
        && !(cause instanceof LlmException);
  }

  /** Waiting again, so that a cancellation that comes now finds it waiting. */
  private void leaveForRetry(Generation generation, EventRecorder events, RuntimeException cause) {
    State running = generation.state();
    String reason = GenerationJob.codeOf(cause);
    String detail = GenerationJob.detailOf(cause);
    events.record(new GenerationEvent.AttemptFailed(running.attempt(), reason, detail));
    events.close();
    State waiting =
        new State(
            Status.QUEUED,
            running.attempt(),
            reason,
            detail,
            Optional.empty(),
            usage(),
            clock.instant());
    storage.projects().generations().changeState(generation.id(), running, waiting);
  }

  /** Ends the generation, trying again when the store fails for a moment, as nobody else would. */
  private static void settle(Runnable ending) {
    for (int tries = 1; ; tries++) {
      try {
        ending.run();
        return;
      } catch (OllioException e) {
        if (!e.isRetryable() || tries == MAX_SETTLEMENTS) {
          throw e;
        }
        log.warn("The end of a generation could not be stored, trying again: {}", e.getMessage());
      }
    }
  }

  private void cancelled(Generation generation) {
    endWithFiles(generation, () -> settlement.cancel(generation, usage()));
  }

  private void fail(Generation generation, String reason, String detail) {
    endWithFiles(generation, () -> settlement.fail(generation, reason, detail, usage()));
  }

  /** In one unit of work, because somebody waits for it and each commit may take its time. */
  private void endWithFiles(Generation generation, Runnable ending) {
    storage
        .unitOfWork()
        .run(
            () -> {
              if (keepFiles(generation)) {
                ending.run();
              }
            });
  }

  /**
   * Stores the files as they are with the generation, which will not be resumed. Tells whether this
   * attempt still is the one that runs.
   */
  private boolean keepFiles(Generation generation) {
    FileTree kept = files;
    Transcript conversation = transcript;
    if (kept == null || conversation == null) {
      return true;
    }
    try {
      storage
          .projects()
          .generations()
          .saveCheckpoint(
              new Checkpoint(
                  generation.id(),
                  generation.state().attempt(),
                  conversation.steps(),
                  conversation.toJson(),
                  kept));
      return true;
    } catch (StaleAttempt e) {
      log.warn("Another worker has taken over: {}", e.getMessage());
      return false;
    }
  }

  private static FileTree filesOf(Optional<Version> version) {
    return version.map(Version::files).orElse(FileTree.empty());
  }

  private static RunContext contextOf(Generation generation) {
    return new RunContext(generation.owner(), generation.project(), generation.id());
  }

  private FileTree currentFiles() {
    FileTree current = files;
    return current == null ? FileTree.empty() : current;
  }

  private Usage usage() {
    Transcript conversation = transcript;
    return conversation == null ? Usage.NONE : Settlement.usageOf(conversation);
  }
}
