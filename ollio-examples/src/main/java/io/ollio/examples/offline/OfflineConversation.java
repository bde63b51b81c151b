package io.ollio.examples.offline;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.edit.EditPlan;
import io.ollio.examples.offline.edit.EditPlanner;
import io.ollio.examples.offline.page.PageWriter;
import io.ollio.examples.offline.page.SiteFiles;
import io.ollio.examples.offline.prompt.PromptReader;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.theme.ColorNames;
import io.ollio.examples.offline.theme.ThemeCss;
import io.ollio.llm.LlmRequest;
import io.ollio.llm.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what the model says next. Everything follows from the request alone: the plan is worked
 * out anew each time from the prompt and the files that were read, and compared with the calls that
 * were already answered.
 */
final class OfflineConversation {
  private static final int USUAL_OUTPUT_TOKENS = 4_000;
  private static final int MOST_COMPLAINTS = 2;

  private final PromptReader prompts;
  private final PageWriter pages;
  private final EditPlanner edits;
  private final Speech speech;

  OfflineConversation() {
    Catalogue catalogue = new Catalogue();
    ColorNames colors = new ColorNames();
    this.prompts = new PromptReader(catalogue, colors);
    this.pages = new PageWriter(catalogue, new ThemeCss(colors));
    this.edits = new EditPlanner(catalogue, colors);
    this.speech = new Speech(catalogue);
  }

  /** The model's next turn. */
  Turn next(LlmRequest request) {
    Transcript transcript = new Transcript(request);
    Offer offer = Offer.of(request);
    Turn turn;
    if (offer.tools().isEmpty()) {
      turn = Turn.closing(withoutTools(transcript));
    } else if (transcript.complaint().isPresent()) {
      turn = repair(transcript, offer, transcript.complaint().get());
    } else {
      turn = work(transcript, offer, transcript.steps());
    }
    boolean mustCall = request.toolChoice() == LlmRequest.ToolChoice.REQUIRED;
    return mustCall && turn.calls().isEmpty() && offer.has(PlannedCall.LIST)
        ? new Turn(turn.text(), List.of(PlannedCall.list()))
        : turn;
  }

  private Turn work(Transcript transcript, Offer offer, List<Transcript.Step> steps) {
    Optional<List<String>> files = files(transcript, steps);
    boolean mayHaveFiles = transcript.hasHistory() || edits.soundsLikeChange(transcript.prompt());
    if (files.isEmpty()
        && mayHaveFiles
        && offer.has(PlannedCall.LIST)
        && !tried(steps, PlannedCall.LIST)) {
      return new Turn("Let me see which files there are.", List.of(PlannedCall.list()));
    }
    List<String> present = files.orElse(List.of());
    boolean hasPage = present.stream().anyMatch(path -> path.endsWith(".html"));
    return hasPage && !edits.asksForNew(transcript.prompt())
        ? change(transcript, offer, steps, present)
        : build(transcript, offer, steps, hasPage);
  }

  /** A new component: the page, then styles and script, then a summary. */
  private Turn build(
      Transcript transcript, Offer offer, List<Transcript.Step> steps, boolean replaces) {
    if (!offer.has(PlannedCall.WRITE)) {
      return Turn.closing(
          "I cannot write files: the tool writeFile is not on offer. Nothing was changed.");
    }
    ComponentRequest wish = prompts.read(transcript.prompt());
    Map<String, String> contents = pages.write(wish);
    List<FilePlan> plans = newFiles(contents, offer);
    Progress progress = new Progress(plans, steps);
    List<PlannedCall> calls = progress.next(offer.mostChars());
    String title = pages.titleOf(wish);
    if (!calls.isEmpty()) {
      String text =
          progress.started() ? goingOn(calls) : speech.plan(wish, contents.keySet(), title);
      String replacing =
          replaces && !progress.started()
              ? "This asks for a new component, so it takes the place of the present one. "
              : "";
      String blind =
          transcript.hasImage() && !progress.started()
              ? "I cannot see pictures, so I go by the words alone. "
              : "";
      return new Turn(replacing + blind + text, calls);
    }
    List<String> failures = progress.failures();
    return Turn.closing(
        failures.isEmpty()
            ? speech.built(wish, contents.keySet(), title)
            : "The component is not complete. " + Speech.failed(failures));
  }

  /** A change: the files are read, then edited, then a summary follows. */
  private Turn change(
      Transcript transcript, Offer offer, List<Transcript.Step> steps, List<String> present) {
    List<String> wanted = sources(present);
    FileReading reading = new FileReading(wanted, steps);
    List<PlannedCall> reads = reading.left();
    if (!offer.has(PlannedCall.READ)
        || !(offer.has(PlannedCall.EDIT) || offer.has(PlannedCall.WRITE))) {
      return Turn.closing(
          "I cannot change files without the tools readFile and editFile or writeFile. Nothing was changed.");
    }
    if (!reads.isEmpty()) {
      return new Turn("Let me look at the files first.", reads);
    }
    Map<String, String> contents = reading.contents();
    if (contents.keySet().stream().noneMatch(path -> path.endsWith(".html"))) {
      return Turn.closing("I could not read the page, so I have changed nothing.");
    }
    EditPlan plan = edits.plan(transcript.prompt(), contents);
    List<FilePlan> plans = changedFiles(plan, wanted, offer);
    Progress progress = new Progress(plans, steps);
    List<PlannedCall> calls = progress.next(offer.mostChars());
    if (!calls.isEmpty()) {
      return new Turn(progress.started() ? goingOn(calls) : speech.changing(plan), calls);
    }
    return Turn.closing(speech.changed(plan, progress.failures()));
  }

  /** The checker's complaint names files: those among them that were planned are written again. */
  private Turn repair(Transcript transcript, Offer offer, String complaint) {
    List<Transcript.Step> before = transcript.stepsBeforeComplaint();
    List<FilePlan> plans =
        planned(transcript, offer, before).stream()
            .filter(plan -> complaint.contains(plan.path()))
            .map(FilePlan::rewritten)
            .toList();
    Progress progress = new Progress(plans, transcript.stepsSinceComplaint());
    List<PlannedCall> calls = progress.next(offer.mostChars());
    boolean again = transcript.complaints() > MOST_COMPLAINTS;
    if (!calls.isEmpty() && !again && offer.has(PlannedCall.WRITE)) {
      return new Turn("I write the files that the check names once more.", calls);
    }
    List<String> written = plans.stream().map(FilePlan::path).toList();
    return Turn.closing(
        written.isEmpty() || again
            ? "I am sorry, I do not know how to repair this: the offline model can only write its own files again."
            : "I have written " + Grammar.list(written) + " again.");
  }

  private List<FilePlan> planned(Transcript transcript, Offer offer, List<Transcript.Step> steps) {
    List<String> present = files(transcript, steps).orElse(List.of());
    Map<String, String> contents = new FileReading(sources(present), steps).contents();
    boolean changes = contents.keySet().stream().anyMatch(path -> path.endsWith(".html"));
    if (changes && !edits.asksForNew(transcript.prompt())) {
      return changedFiles(
          edits.plan(transcript.prompt(), contents), List.copyOf(contents.keySet()), offer);
    }
    return newFiles(pages.write(prompts.read(transcript.prompt())), offer);
  }

  private static List<FilePlan> newFiles(Map<String, String> contents, Offer offer) {
    List<FilePlan> plans = new ArrayList<>();
    contents.forEach(
        (path, content) ->
            plans.add(
                FilePlan.writing(path, content, offer.mostChars(), offer.has(PlannedCall.EDIT))));
    return plans;
  }

  private static List<FilePlan> changedFiles(EditPlan plan, List<String> order, Offer offer) {
    boolean canEdit = offer.has(PlannedCall.EDIT);
    return order.stream()
        .flatMap(path -> plan.change(path).stream())
        .map(change -> FilePlan.changing(change, offer.mostChars(), canEdit))
        .toList();
  }

  private static Optional<List<String>> files(Transcript transcript, List<Transcript.Step> steps) {
    Optional<List<String>> found =
        steps.stream()
            .filter(step -> step.tool().equals(PlannedCall.LIST) && step.succeeded())
            .findFirst()
            .map(step -> Transcript.paths(step.result().replace(",", "\n")));
    List<String> written = transcript.filesWrittenBefore();
    return transcript
        .listedFiles()
        .or(() -> found)
        .or(() -> written.isEmpty() ? Optional.empty() : Optional.of(written));
  }

  /** The page, its style sheet and its script. */
  private static List<String> sources(List<String> present) {
    return Stream.of(
            Map.entry(SiteFiles.HTML, ".html"),
            Map.entry(SiteFiles.CSS, ".css"),
            Map.entry(SiteFiles.JS, ".js"))
        .flatMap(
            file ->
                present.contains(file.getKey())
                    ? Stream.of(file.getKey())
                    : present.stream().filter(path -> path.endsWith(file.getValue())).limit(1))
        .toList();
  }

  private static boolean tried(List<Transcript.Step> steps, String tool) {
    return steps.stream().anyMatch(step -> step.tool().equals(tool));
  }

  private static String goingOn(List<PlannedCall> calls) {
    List<String> paths = calls.stream().map(PlannedCall::path).distinct().toList();
    return "Now " + Grammar.list(paths) + ".";
  }

  private static String withoutTools(Transcript transcript) {
    List<String> written =
        transcript.steps().stream()
            .filter(step -> step.succeeded() && step.isWrite())
            .map(Transcript.Step::path)
            .distinct()
            .toList();
    return written.isEmpty()
        ? "I have written no files: I can work only through tools, and none may be called now."
        : "I stop here. Written so far: "
            + Grammar.list(written)
            + ". Anything else is still missing.";
  }

  /**
   * What the model may do in this turn.
   *
   * @param tools names of the tools on offer
   * @param mostChars how long the arguments of its calls may get
   */
  private record Offer(Set<String> tools, int mostChars) {
    static Offer of(LlmRequest request) {
      boolean none = request.toolChoice() == LlmRequest.ToolChoice.NONE;
      Set<String> tools =
          none
              ? Set.of()
              : request.tools().stream()
                  .map(ToolSpec::name)
                  .collect(Collectors.toUnmodifiableSet());
      Integer limit = request.maxOutputTokens();
      int tokens = Math.min(limit == null ? USUAL_OUTPUT_TOKENS : limit, 100_000);
      // Some room is left for the words around the calls.
      return new Offer(tools, Math.max(1_000, tokens * 4 - 800));
    }

    boolean has(String tool) {
      return tools.contains(tool);
    }
  }
}
