package io.ollio.examples.faults;

import io.ollio.Ollio;
import io.ollio.OwnerId;
import io.ollio.PageRequest;
import io.ollio.credit.JournalEntry;
import io.ollio.credit.JournalEntry.Kind;
import io.ollio.file.FileTree;
import io.ollio.generation.GenerationEvent;
import io.ollio.project.Generation;
import io.ollio.project.Generation.Status;
import io.ollio.project.GenerationId;
import io.ollio.project.ProjectId;
import io.ollio.project.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a host finds when a generation is over: files, money, events. */
record Books(Ollio ollio, OwnerId owner, ProjectId project, GenerationId id, Generation.State end) {

  /** The end in a few words. */
  String outcome() {
    if (end.status() == Status.SUCCEEDED && end.reason().isEmpty()) {
      return "recovered";
    }
    String how = end.status().name().toLowerCase(java.util.Locale.ROOT);
    String why = end.status() == Status.CANCELLED ? "" : " " + end.reason();
    return how + why + ", " + FaultCell.count(kept().files().size(), "file");
  }

  /** What is wrong with them. */
  List<String> problems(List<GenerationEvent> events, int turn) {
    List<String> problems = new ArrayList<>();
    boolean isWhole = outcome().equals("recovered");
    FileTree wanted = isWhole ? SevenTurns.site() : SevenTurns.filesBefore(turn);
    if (!kept().equals(wanted)) {
      problems.add("files are " + kept().files().keySet());
    }
    checkEvents(events, problems);
    checkCredits(problems);
    return problems;
  }

  private FileTree kept() {
    return end.status() == Status.SUCCEEDED
        ? head().map(Version::files).orElse(FileTree.empty())
        : ollio.filesOf(owner, id);
  }

  private Optional<Version> head() {
    return ollio.store().versions().head(owner, project);
  }

  private void checkEvents(List<GenerationEvent> events, List<String> problems) {
    long ends = events.stream().filter(Books::isEnd).count();
    if (ends != 1 || !isEnd(events.get(events.size() - 1))) {
      problems.add(ends + " ends are told");
    }
    for (GenerationEvent event : events) {
      if (event instanceof GenerationEvent.FileWritten written && !isWhole(written)) {
        problems.add("wrote " + written);
      }
    }
    if (end.status() != Status.SUCCEEDED && head().isPresent()) {
      problems.add("there is a version");
    }
  }

  private static boolean isWhole(GenerationEvent.FileWritten written) {
    return SevenTurns.site().files().entrySet().stream()
        .anyMatch(
            file ->
                file.getKey().value().equals(written.path())
                    && file.getValue().size() == written.sizeBytes());
  }

  private static boolean isEnd(GenerationEvent event) {
    return event instanceof GenerationEvent.Succeeded
        || event instanceof GenerationEvent.Failed
        || event instanceof GenerationEvent.Cancelled;
  }

  private void checkCredits(List<String> problems) {
    boolean isPaid = end.status() == Status.SUCCEEDED;
    long used = ollio.credits().account(owner).used().amount();
    long held = ollio.credits().account(owner).held().amount();
    if (used != (isPaid ? 1 : 0) || held != 0) {
      problems.add(used + " credits used, " + held + " held");
    }
    List<Kind> journal =
        ollio.credits().journal(owner, PageRequest.oldest(100)).items().stream()
            .map(JournalEntry::kind)
            .toList();
    if (!journal.equals(List.of(Kind.HOLD, isPaid ? Kind.CAPTURE : Kind.RELEASE))) {
      problems.add("the journal says " + journal);
    }
    if (!ollio.credits().openHolds(Instant.MAX, PageRequest.oldest(10)).items().isEmpty()) {
      problems.add("a hold is open");
    }
  }
}
