package io.ollio.pipeline;

import io.ollio.IdSource;
import io.ollio.agent.AgentListener;
import io.ollio.agent.FinishGate.Verdict;
import io.ollio.agent.Transcript;
import io.ollio.audit.AuditEntry;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.generation.GenerationEvent;
import io.ollio.generation.Storage;
import io.ollio.llm.LlmException;
import io.ollio.llm.TokenUsage;
import io.ollio.llm.ToolCall;
import io.ollio.project.Generation;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.sandbox.CommandOutput;
import io.ollio.tool.ToolResult;
import io.ollio.tool.Workspace;
import java.time.InstantSource;

/**
 * Records what the agent does in one attempt: events, audit trail and a checkpoint after every
 * step.
 */
final class RunRecorder implements AgentListener {
  private static final int SUMMARY_LENGTH = 200;

  private final Storage storage;
  private final Generation generation;
  private final Workspace workspace;
  private final EventRecorder events;
  private final IdSource ids;
  private final InstantSource clock;

  RunRecorder(
      Storage storage,
      Generation generation,
      Workspace workspace,
      EventRecorder events,
      IdSource ids,
      InstantSource clock) {
    this.storage = storage;
    this.generation = generation;
    this.workspace = workspace;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  void audit(AuditEntry.Kind kind, String detail) {
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

  @Override
  public void onStepStarted(int step) {
    workspace.extendLease();
    events.record(new GenerationEvent.StepStarted(step));
  }

  @Override
  public void onText(String delta) {
    events.recordDelta(new GenerationEvent.TextDelta(delta));
  }

  @Override
  public void onThinking(String delta) {
    events.recordDelta(new GenerationEvent.ThinkingDelta(delta));
  }

  @Override
  public void onFileDelta(String callId, FilePath path, boolean isEdit, String delta) {
    events.recordDelta(new GenerationEvent.FileDelta(callId, path.value(), isEdit, delta));
  }

  @Override
  public void onModelRestart(LlmException cause, int attempt) {
    events.record(new GenerationEvent.StepRestarted(cause.code(), attempt));
  }

  @Override
  public void onToolStarted(ToolCall call) {
    events.record(
        new GenerationEvent.ToolStarted(call.id(), call.name(), ToolSubject.of(call.arguments())));
  }

  @Override
  public void onToolOutput(ToolCall call, CommandOutput.Stream stream, String text) {
    boolean isError = stream == CommandOutput.Stream.STDERR;
    events.recordDelta(new GenerationEvent.ToolOutput(call.id(), isError, text));
  }

  @Override
  public void onToolFinished(ToolCall call, ToolResult result) {
    for (FilePath path : result.writtenFiles()) {
      int size = workspace.knownFiles().find(path).map(FileContent::size).orElse(0);
      events.record(new GenerationEvent.FileWritten(path.value(), size));
      audit(AuditEntry.Kind.FILE_WRITTEN, path + ", " + size + " bytes");
    }
    if (call.name().equals("terminal")) {
      String ending = result.content().lines().findFirst().orElse("");
      audit(AuditEntry.Kind.COMMAND, ToolSubject.of(call.arguments()) + " → " + ending);
    }
    events.record(
        new GenerationEvent.ToolFinished(
            call.id(), call.name(), result.isError(), beginning(result.content())));
  }

  @Override
  public void onVerdict(Verdict verdict) {
    events.record(new GenerationEvent.Checked(verdict.isAccepted(), verdict.complaint()));
  }

  @Override
  public void onStepFinished(Transcript transcript) {
    saveCheckpoint(transcript);
    TokenUsage usage = transcript.usage();
    events.record(
        new GenerationEvent.UsageReported(
            transcript.modelCalls(),
            usage.inputTokens(),
            usage.cachedInputTokens(),
            usage.outputTokens()));
  }

  private void saveCheckpoint(Transcript transcript) {
    storage
        .projects()
        .generations()
        .saveCheckpoint(
            new Checkpoint(
                generation.id(),
                generation.state().attempt(),
                transcript.steps(),
                transcript.toJson(),
                workspace.files()));
  }

  private static String beginning(String content) {
    return content.length() <= SUMMARY_LENGTH
        ? content
        : content.substring(0, SUMMARY_LENGTH - 1) + "…";
  }
}
