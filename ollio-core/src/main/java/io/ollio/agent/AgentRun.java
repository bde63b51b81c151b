package io.ollio.agent;

import io.ollio.agent.AgentResult.Ending;
import io.ollio.agent.FinishGate.Verdict;
import io.ollio.agent.reply.CodeRescue;
import io.ollio.agent.reply.SendableCall;
import io.ollio.llm.LlmClient;
import io.ollio.llm.LlmException;
import io.ollio.llm.LlmMessage;
import io.ollio.llm.LlmReply;
import io.ollio.llm.LlmRequest.ToolChoice;
import io.ollio.llm.StopReason;
import io.ollio.llm.ToolCall;
import io.ollio.tool.ToolResult;
import io.ollio.tool.ToolRunner;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the loop with its state. */
final class AgentRun {
  private static final Logger log = LoggerFactory.getLogger(AgentRun.class);

  /** How often the model hears the same kind of complaint before the run ends with it. */
  private static final Map<Ending, Integer> PATIENCE =
      Map.of(
          Ending.EMPTY_REPLY,
          1,
          Ending.NOTHING_CHANGED,
          1,
          Ending.CUT_OFF,
          3,
          Ending.CHECK_FAILED,
          3);

  private final AgentTask task;
  private final Transcript transcript;
  private final ModelCaller model;
  private final ToolRunner tools;
  private final RunLimits limits;
  private final RepeatGuard guard;

  AgentRun(
      AgentTask task,
      LlmClient client,
      AgentSettings settings,
      Executor executor,
      InstantSource clock) {
    this.task = task;
    this.transcript = task.transcript();
    this.model = new ModelCaller(task, client, settings);
    this.tools =
        new ToolRunner(
            task.tools(), task.workspace(), executor, settings.maxResultLength(), task.listener());
    this.limits = new RunLimits(settings.limits(), task.allowance(), clock, transcript.worked());
    this.guard = RepeatGuard.after(transcript.messages());
  }

  AgentResult run() {
    Optional<AgentResult> result = judgeStoredAnswer();
    while (result.isEmpty()) {
      task.cancellation().throwIfCancelled();
      Optional<RunLimits.Reached> limit = limits.reached(transcript, model.forecast());
      result =
          limit.isPresent()
              ? Optional.of(wrapUp(limit.get().ending(), limit.get().detail()))
              : step();
    }
    return result.get();
  }

  /** The caller waits no longer; called on its thread, so that what was heard is on the bill. */
  void abandon() {
    model.abandon();
  }

  /** A stored transcript may end with the model's last word, which only needs to be judged. */
  private Optional<AgentResult> judgeStoredAnswer() {
    return transcript.last() instanceof LlmMessage.Assistant answer && answer.toolCalls().isEmpty()
        ? judge(answer.text())
        : Optional.empty();
  }

  private Optional<AgentResult> step() {
    task.listener().onStepStarted(transcript.steps() + 1);
    LlmReply reply = model.call(ToolChoice.AUTO);
    if (reply.stopReason() == StopReason.CONTENT_FILTER
        || reply.stopReason() == StopReason.REFUSAL) {
      return Optional.of(
          new AgentResult(
              Ending.REFUSED,
              reply.text(),
              "The model declined to answer (" + reply.rawStopReason() + ")"));
    }
    LlmReply meant = reply.toolCalls().isEmpty() ? rescued(reply) : reply;
    return meant.toolCalls().isEmpty() ? afterText(meant) : afterCalls(meant);
  }

  /** Once in a run, code in the chat counts as calls of writeFile, when no file has changed. */
  private LlmReply rescued(LlmReply reply) {
    if (reply.stopReason() == StopReason.LENGTH || CodeRescue.isUsed(transcript.messages())) {
      return reply;
    }
    LlmReply meant = CodeRescue.asCalls(reply, task.workspace().knownFiles());
    boolean isNeeded =
        !meant.toolCalls().isEmpty()
            && task.gate().judge(task.workspace().files()).ending() == Ending.NOTHING_CHANGED;
    return isNeeded ? meant : reply;
  }

  private Optional<AgentResult> afterCalls(LlmReply reply) {
    List<ToolCall> calls = reply.toolCalls();
    List<ToolResult> results = runCalls(calls, reply.stopReason() == StopReason.LENGTH);
    transcript.add(
        new LlmMessage.Assistant(reply.text(), calls.stream().map(SendableCall::of).toList()));
    RepeatGuard.Finding worst = RepeatGuard.Finding.FINE;
    guard.beginReply();
    for (int i = 0; i < calls.size(); i++) {
      RepeatGuard.Finding finding = guard.add(calls.get(i), results.get(i));
      worst = finding.compareTo(worst) > 0 ? finding : worst;
      transcript.add(toMessage(calls.get(i), results.get(i), finding));
    }
    finishStep();
    return worst == RepeatGuard.Finding.STOP
        ? Optional.of(
            wrapUp(Ending.NO_PROGRESS, "The model repeated the same step without any progress"))
        : Optional.empty();
  }

  /**
   * Runs the calls; when the reply was cut off, its last call is incomplete and is only answered.
   */
  private List<ToolResult> runCalls(List<ToolCall> calls, boolean cutOff) {
    if (!cutOff) {
      return tools.runAll(calls, task.cancellation());
    }
    int complete = calls.size() - 1;
    List<ToolResult> results =
        new ArrayList<>(tools.runAll(calls.subList(0, complete), task.cancellation()));
    results.addAll(
        tools.refuseAll(calls.subList(complete, calls.size()), AgentPrompts.CUT_OFF_CALL));
    return results;
  }

  private static LlmMessage toMessage(
      ToolCall call, ToolResult result, RepeatGuard.Finding finding) {
    ToolCall sent = SendableCall.of(call);
    String remark = CodeRescue.isRescued(call) ? AgentPrompts.RESCUED : "";
    return new LlmMessage.ToolResult(
        sent.id(),
        sent.name(),
        result.content() + remark + RepeatGuard.hint(finding).orElse(""),
        result.isError());
  }

  private Optional<AgentResult> afterText(LlmReply reply) {
    if (reply.text().isBlank()) {
      return complain(Verdict.rejected(AgentPrompts.EMPTY_REPLY, Ending.EMPTY_REPLY), "");
    }
    transcript.add(reply.toMessage());
    if (reply.stopReason() == StopReason.LENGTH) {
      return complain(Verdict.rejected(AgentPrompts.CUT_OFF_TEXT, Ending.CUT_OFF), reply.text());
    }
    return judge(reply.text());
  }

  private Optional<AgentResult> judge(String text) {
    Verdict verdict = task.gate().judge(task.workspace().files());
    task.cancellation().throwIfCancelled();
    task.listener().onVerdict(verdict);
    if (!verdict.isAccepted()) {
      return complain(verdict, text);
    }
    finishStep();
    return Optional.of(new AgentResult(Ending.FINISHED, text, ""));
  }

  /** Tells the model what is wrong, or ends the run when it has heard it often enough. */
  private Optional<AgentResult> complain(Verdict verdict, String text) {
    int times = transcript.addComplaint(verdict.ending().name());
    if (times > PATIENCE.getOrDefault(verdict.ending(), 1)) {
      finishStep();
      return Optional.of(new AgentResult(verdict.ending(), text, verdict.complaint()));
    }
    transcript.add(new LlmMessage.User(verdict.complaint()));
    finishStep();
    return Optional.empty();
  }

  private void finishStep() {
    transcript.finishStep();
    transcript.setWorked(limits.worked());
    task.listener().onStepFinished(transcript);
  }

  /**
   * The last turn: no tools, an honest summary. The run ends also when this call fails or cannot be
   * paid for.
   */
  private AgentResult wrapUp(Ending ending, String detail) {
    if (!limits.allowSummary(transcript, model.forecast())) {
      return new AgentResult(ending, "", detail);
    }
    transcript.add(new LlmMessage.User(AgentPrompts.wrapUp(detail)));
    String summary = "";
    try {
      summary = model.call(ToolChoice.NONE).text();
      if (!summary.isBlank()) {
        transcript.add(new LlmMessage.Assistant(summary, List.of()));
      }
    } catch (LlmException e) {
      log.warn("The closing summary could not be had: {}", e.getMessage());
    }
    return new AgentResult(ending, summary, detail);
  }
}
