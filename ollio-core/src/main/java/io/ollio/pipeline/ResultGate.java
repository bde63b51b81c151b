package io.ollio.pipeline;

import io.ollio.agent.AgentResult.Ending;
import io.ollio.agent.FinishGate;
import io.ollio.agent.FinishGate.Verdict;
import io.ollio.check.CheckReport;
import io.ollio.check.Problem;
import io.ollio.check.SiteCheck;
import io.ollio.file.FileTree;
import java.util.List;
import java.util.stream.Collectors;

/** Accepts files that differ from the version before and pass the check. */
final class ResultGate implements FinishGate {
  private static final int MAX_PROBLEMS = 20;

  private final FileTree before;
  private final List<SiteCheck> checks;

  ResultGate(FileTree before, List<SiteCheck> checks) {
    this.before = before;
    this.checks = checks;
  }

  @Override
  public Verdict judge(FileTree files) {
    if (files.equals(before)) {
      return Verdict.rejected(
          "No file has changed. If the task needs a change, make it now with the tools; otherwise say in"
              + " one sentence why nothing had to change.",
          Ending.NOTHING_CHANGED);
    }
    CheckReport report = CheckReport.of(checks, files);
    return report.isAccepted()
        ? Verdict.ACCEPTED
        : Verdict.rejected(complaint(report), Ending.CHECK_FAILED);
  }

  private static String complaint(CheckReport report) {
    return report.errors().stream()
        .limit(MAX_PROBLEMS)
        .map(Problem::toString)
        .collect(Collectors.joining("\n- ", "The check found problems:\n- ", "\nCorrect them."));
  }
}
