package io.ollio.examples.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what is planned with what was done, and so finds the calls that come next. */
final class Progress {
  private static final int MOST_FAILURES = 2;

  private final List<FilePlan> plans;
  private final List<Transcript.Step> steps;

  Progress(List<FilePlan> plans, List<Transcript.Step> steps) {
    this.plans = List.copyOf(plans);
    this.steps = List.copyOf(steps);
  }

  /**
   * The next calls, as many as fit into one answer: at least one while something is left. A new
   * page comes alone, so that it can be seen early.
   */
  List<PlannedCall> next(int mostChars) {
    List<PlannedCall> next = new ArrayList<>();
    int chars = 0;
    for (FilePlan plan : plans) {
      for (PlannedCall call : left(plan)) {
        chars += call.arguments().length();
        if (!next.isEmpty() && chars > mostChars) {
          return next;
        }
        next.add(call);
        boolean newPage = call.tool().equals(PlannedCall.WRITE) && call.path().endsWith(".html");
        if (newPage) {
          return next;
        }
      }
    }
    return next;
  }

  /** Files that could not be written, with the tool's last answer. */
  List<String> failures() {
    return plans.stream().flatMap(plan -> failure(plan).stream()).toList();
  }

  /** Whether any of the planned calls was made. */
  boolean started() {
    return plans.stream().anyMatch(plan -> !writes(plan).isEmpty());
  }

  private List<PlannedCall> left(FilePlan plan) {
    List<Transcript.Step> writes = writes(plan);
    long succeeded = writes.stream().filter(Transcript.Step::succeeded).count();
    boolean failed = writes.size() > succeeded;
    if (failed && plan.calls().get(0).tool().equals(PlannedCall.EDIT)) {
      return leftOfRewrite(plan, writes);
    }
    if (succeeded >= plan.calls().size() || writes.size() - succeeded >= MOST_FAILURES) {
      return List.of();
    }
    return plan.calls().subList((int) succeeded, plan.calls().size());
  }

  /** An edit that did not work is followed by writing the file anew. */
  private static List<PlannedCall> leftOfRewrite(FilePlan plan, List<Transcript.Step> writes) {
    boolean rewritten =
        writes.stream().anyMatch(step -> step.succeeded() && step.tool().equals(PlannedCall.WRITE));
    boolean hopeless =
        writes.stream()
                .filter(step -> !step.succeeded() && step.tool().equals(PlannedCall.WRITE))
                .count()
            >= MOST_FAILURES;
    return rewritten || hopeless ? List.of() : plan.rewritten().calls();
  }

  private Optional<String> failure(FilePlan plan) {
    List<Transcript.Step> writes = writes(plan);
    Optional<Transcript.Step> last =
        writes.isEmpty() ? Optional.empty() : Optional.of(writes.get(writes.size() - 1));
    return last.filter(step -> !step.succeeded())
        .map(step -> plan.path() + " (" + firstLine(step.result()) + ")");
  }

  private List<Transcript.Step> writes(FilePlan plan) {
    return steps.stream()
        .filter(step -> step.isWrite() && step.path().equals(plan.path()))
        .toList();
  }

  private static String firstLine(String text) {
    String line = text.strip().lines().findFirst().orElse("no answer");
    return line.length() > 160 ? line.substring(0, 160) + "…" : line;
  }
}
