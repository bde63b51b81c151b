package io.ollio.pipeline;

import io.ollio.OperationCancelled;
import io.ollio.agent.AgentListener;
import io.ollio.agent.FinishGate.Verdict;
import io.ollio.agent.Transcript;
import io.ollio.agent.reply.ToolSubject;
import io.ollio.audit.AuditEntry;
import io.ollio.check.SiteCheck;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationEvent;
import io.ollio.llm.LlmException;
import io.ollio.llm.ToolCall;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Usage;
import io.ollio.project.Generations;
import io.ollio.project.Generations.Checkpoint;
import io.ollio.sandbox.CommandOutput;
import io.ollio.secret.SecretFinding;
import io.ollio.secret.SecretPolicy;
import io.ollio.secret.SecretScan;
import io.ollio.tool.ToolResult;
import io.ollio.tool.Workspace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Records what the agent does in one attempt: events, audit trail and a checkpoint after every
 * step.
 */
final class RunRecorder implements AgentListener {
  private static final int SUMMARY_LENGTH = 200;

  private final Generations generations;
  private final Generation generation;
  private final Workspace workspace;
  private final EventRecorder events;
  private final AuditTrail trail;
  private final List<SecretScan> scans;
  private final Set<SecretFinding> found = new HashSet<>();
  private FileTree seen;
  private Usage reported = Usage.NONE;
  private BooleanSupplier leaves = () -> false;

  /**
   * A recorder of an attempt that begins with the workspace as it is.
   *
   * @param checks those that look for credentials tell what they have found
   */
  RunRecorder(
      Generations generations,
      Generation generation,
      Workspace workspace,
      EventRecorder events,
      AuditTrail trail,
      List<SiteCheck> checks) {
    this.generations = generations;
    this.generation = generation;
    this.workspace = workspace;
    this.events = events;
    this.trail = trail;
    this.scans =
        checks.stream()
            .filter(SecretScan.class::isInstance)
            .map(SecretScan.class::cast)
            .filter(scan -> scan.policy() != SecretPolicy.OFF)
            .toList();
    this.seen = workspace.knownFiles();
  }

  /** From when this is true no further step begins; the last one is stored by then. */
  void leaveWhen(BooleanSupplier condition) {
    leaves = condition;
  }

  @Override
  public void onStepStarted(int step) {
    if (leaves.getAsBoolean()) {
      throw new OperationCancelled("Step " + step + " is left to the next worker: shutting down");
    }
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
    recordChanges(result.writtenFiles());
    if (result.outcome() == ToolResult.Outcome.REFUSED) {
      String subject = ToolSubject.of(call.arguments());
      trail.add(
          AuditEntry.Kind.REFUSED,
          beginning(call.name() + " " + subject) + ": " + beginning(result.content()));
    }
    events.record(
        new GenerationEvent.ToolFinished(
            call.id(), call.name(), result.isError(), beginning(result.content())));
  }

  @Override
  public void onContextShortened(long tokensBefore, long tokensAfter) {
    events.record(new GenerationEvent.ContextShortened(tokensBefore, tokensAfter));
  }

  @Override
  public void onVerdict(Verdict verdict) {
    recordSecrets();
    events.record(new GenerationEvent.Checked(verdict.isAccepted(), verdict.complaint()));
  }

  @Override
  public void onStepFinished(Transcript transcript) {
    saveCheckpoint(transcript);
    recordChanges(List.of());
    reportUsage(Settlement.usageOf(transcript));
  }

  /** Tells what was used so far, unless it was told already. */
  void reportUsage(Usage usage) {
    if (!usage.equals(reported)) {
      reported = usage;
      events.record(Settlement.reported(usage));
    }
  }

  /** What was changed since the last time, by whomever, and what a call wrote as it was before. */
  void recordChanges(List<FilePath> rewritten) {
    FileTree now = workspace.knownFiles();
    FileChanges changes = FileChanges.between(seen, now).withWritten(rewritten, now);
    seen = now;
    if (!changes.isEmpty()) {
      trail.addChanges(changes);
      events.recordAll(changes.events());
    }
  }

  private void recordSecrets() {
    FileTree files = workspace.knownFiles();
    for (SecretScan scan : scans) {
      boolean isBlocking = scan.policy() == SecretPolicy.BLOCK;
      scan.scan(files).stream().filter(found::add).forEach(each -> record(each, isBlocking));
    }
  }

  private void record(SecretFinding finding, boolean isBlocking) {
    trail.add(AuditEntry.Kind.SECRET_FOUND, (isBlocking ? "blocked: " : "let through: ") + finding);
    events.record(
        new GenerationEvent.SecretFound(
            finding.rule(),
            finding.kind(),
            finding.file().value(),
            finding.line(),
            finding.excerpt(),
            isBlocking));
  }

  private void saveCheckpoint(Transcript transcript) {
    generations.saveCheckpoint(
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
