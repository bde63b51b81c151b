package io.ollio.pipeline;

import io.ollio.IdSource;
import io.ollio.OllioException;
import io.ollio.OperationCancelled;
import io.ollio.agent.AgentResult;
import io.ollio.agent.AgentResult.Ending;
import io.ollio.agent.AgentTask;
import io.ollio.agent.FinishGate;
import io.ollio.agent.Transcript;
import io.ollio.audit.AuditEntry;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.GenerationSettings;
import io.ollio.generation.Storage;
import io.ollio.generation.Workshop;
import io.ollio.job.JobContext;
import io.ollio.llm.LlmException;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Usage;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.project.ProjectException.RevisionConflict;
import io.ollio.project.ProjectException.StaleAttempt;
import io.ollio.project.Version;
import io.ollio.project.VersionId;
import io.ollio.sandbox.SandboxSpec;
import io.ollio.tool.Toolbox;
import io.ollio.tool.Workspace;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a generation, from opening the sandbox to the stored outcome. */
final class Attempt {
  private static final Logger log = LoggerFactory.getLogger(Attempt.class);
  private static final int MAX_REBASES = 5;

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
    EventRecorder events = new EventRecorder(storage.projects().events(), generation.id(), clock);
    try {
      events.record(new GenerationEvent.Started(generation.state().attempt()));
      work(generation, context, events);
    } catch (StaleAttempt e) {
      log.warn("Another worker has taken over: {}", e.getMessage());
    } catch (OperationCancelled e) {
      events.flush();
      onCancelled(generation, context, e);
    } catch (RuntimeException e) {
      events.flush();
      onFailure(generation, events, e);
    }
  }

  private void work(Generation generation, JobContext context, EventRecorder events) {
    Optional<Version> head =
        storage.projects().versions().head(generation.owner(), generation.project());
    FileTree base = head.map(Version::files).orElse(FileTree.empty());
    Optional<Checkpoint> checkpoint = storage.projects().generations().checkpoint(generation.id());
    FileTree start = checkpoint.map(Checkpoint::files).orElse(base);
    Transcript conversation =
        checkpoint
            .map(stored -> Transcript.fromJson(stored.transcript()))
            .orElseGet(() -> new Conversation(storage.projects(), settings).open(generation, base));
    transcript = conversation;
    try (Workspace workspace = open(generation, start, context)) {
      RunRecorder recorder = new RunRecorder(storage, generation, workspace, events, ids, clock);
      announce(workspace, start, recorder, events);
      FinishGate gate = new ResultGate(base, workshop.checks());
      try {
        AgentResult result =
            workshop
                .agent()
                .run(task(generation, conversation, workspace, gate, recorder, context));
        files = workspace.files();
        events.flush();
        conclude(generation, result, gate, head);
      } finally {
        files = workspace.knownFiles();
      }
    }
  }

  private Workspace open(Generation generation, FileTree start, JobContext context) {
    SandboxSpec spec =
        settings.sandbox().withMetadata(Map.of("generation", generation.id().value()));
    return Workspace.open(
        workshop.sandboxes(), spec, settings.workspace(), start, context.cancellation());
  }

  private static void announce(
      Workspace workspace, FileTree start, RunRecorder recorder, EventRecorder events) {
    String mechanism = workspace.isolation().mechanism();
    recorder.audit(AuditEntry.Kind.SANDBOX_OPENED, "isolation " + mechanism);
    events.record(
        new GenerationEvent.SandboxOpened(
            mechanism, workspace.hasCommands(), start.files().size()));
  }

  private AgentTask task(
      Generation generation,
      Transcript conversation,
      Workspace workspace,
      FinishGate gate,
      RunRecorder recorder,
      JobContext context) {
    Toolbox tools =
        Toolbox.standard(
            workspace.hasCommands(), settings.agent().commandTimeLimit(), workshop.hostTools());
    return new AgentTask(
        RequestOptions.fromJson(generation.options()).model(),
        conversation,
        tools,
        workspace,
        gate,
        recorder,
        context.cancellation());
  }

  private void conclude(
      Generation generation, AgentResult result, FinishGate gate, Optional<Version> head) {
    FileTree made = madeFiles();
    boolean isFinished = result.ending() == Ending.FINISHED;
    if (isFinished || (isLimit(result.ending()) && gate.judge(made).isAccepted())) {
      store(generation, result, made, head);
    } else {
      fail(
          generation,
          result.ending().name(),
          result.ending() == Ending.NOTHING_CHANGED ? result.summary() : result.detail());
    }
  }

  private static boolean isLimit(Ending ending) {
    return switch (ending) {
      case STEP_LIMIT, TOKEN_LIMIT, TIME_LIMIT, NO_PROGRESS -> true;
      default -> false;
    };
  }

  /** Stores the version; when the host has added one meanwhile, our changes go on top of it. */
  private void store(
      Generation generation, AgentResult result, FileTree made, Optional<Version> base) {
    FileTree before = base.map(Version::files).orElse(FileTree.empty());
    Optional<Version> head = base;
    for (int tries = 1; ; tries++) {
      FileTree merged =
          FileChanges.between(before, made)
              .applyTo(head.map(Version::files).orElse(FileTree.empty()));
      Version version = next(generation, head, merged, result);
      try {
        Optional<URI> preview = workshop.previews().publish(generation.owner(), version);
        String reason = result.ending() == Ending.FINISHED ? "" : result.ending().name();
        settlement.succeed(
            generation,
            new Settlement.Success(version, version.summary(), reason, preview),
            usage());
        return;
      } catch (RevisionConflict e) {
        if (tries == MAX_REBASES) {
          throw e;
        }
        log.info("Version {} is taken, building on the new head", version.number());
        head = storage.projects().versions().head(generation.owner(), generation.project());
      }
    }
  }

  private Version next(
      Generation generation, Optional<Version> head, FileTree made, AgentResult result) {
    String summary = result.summary().isBlank() ? result.detail() : result.summary();
    return new Version(
        new VersionId(ids.get()),
        generation.project(),
        head.map(Version::number).orElse(0) + 1,
        head.map(Version::id),
        made,
        summary.isBlank() ? "Done" : summary,
        clock.instant());
  }

  private void onCancelled(Generation generation, JobContext context, OperationCancelled cause) {
    if (context.isShutdown()) {
      throw cause;
    }
    if (keepFiles(generation)) {
      settlement.cancel(generation, usage());
    }
  }

  private void onFailure(Generation generation, EventRecorder events, RuntimeException cause) {
    if (cause instanceof OllioException known
        && known.isRetryable()
        && !(cause instanceof LlmException)) {
      events.record(
          new GenerationEvent.AttemptFailed(
              generation.state().attempt(), known.code(), GenerationJob.detailOf(cause)));
      throw cause;
    }
    if (!(cause instanceof OllioException)) {
      log.error("Generation {} failed unexpectedly", generation.id(), cause);
    }
    fail(generation, GenerationJob.codeOf(cause), GenerationJob.detailOf(cause));
  }

  private void fail(Generation generation, String reason, String detail) {
    if (keepFiles(generation)) {
      settlement.fail(generation, reason, detail, usage());
    }
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

  private FileTree madeFiles() {
    FileTree made = files;
    return made == null ? FileTree.empty() : made;
  }

  private Usage usage() {
    Transcript conversation = transcript;
    return conversation == null ? Usage.NONE : Settlement.usageOf(conversation);
  }
}
