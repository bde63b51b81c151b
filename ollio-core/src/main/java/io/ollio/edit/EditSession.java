package io.ollio.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One text under edit: its present state and where it differs from the original. */
final class EditSession {
  private final String original;
  private String text;
  private MatchPass loosest = MatchPass.EXACT;
  private List<Change> changes = List.of();

  EditSession(String original) {
    this.original = original;
    this.text = original;
  }

  /** Chars {@code [oldStart, oldEnd)} of the original became {@code [newStart, newEnd)}. */
  record Change(int oldStart, int oldEnd, int newStart, int newEnd) {
    private int shift() {
      return newEnd - oldEnd;
    }

    private Change movedBy(int delta) {
      return new Change(oldStart, oldEnd, newStart + delta, newEnd + delta);
    }
  }

  /** Applies one edit; tells why not when it did not. */
  Optional<EditResult> apply(TextEdit edit) {
    if (edit.search().isEmpty()) {
      return Optional.of(new EditResult.Invalid("the search text is empty; copy it from the file"));
    }
    if (edit.search().equals(edit.replace())) {
      return Optional.of(new EditResult.Unchanged());
    }
    MatchFinder.Matches matches = new MatchFinder(text, edit.search()).find();
    if (matches.count() == 0) {
      return Optional.of(new EditResult.NotFound(new ClosestFinder(text, edit.search()).find()));
    }
    if (matches.count() > 1) {
      return Optional.of(ambiguous(matches));
    }
    return splice(matches, edit);
  }

  EditResult result(String path) {
    if (text.equals(original)) {
      return new EditResult.Unchanged();
    }
    String diff = new UnifiedDiff(original, text).render(path, changes);
    return new EditResult.Applied(text, loosest, firstChangedLine(), diff);
  }

  private Optional<EditResult> splice(MatchFinder.Matches matches, TextEdit edit) {
    MatchFinder.Span span = matches.spans().get(0);
    String replacement = new Splice(text, span, matches.pass(), edit).text();
    if (text.startsWith(replacement, span.start())
        && replacement.length() == span.end() - span.start()) {
      return Optional.of(new EditResult.Unchanged());
    }
    record(span.start(), span.end(), replacement.length());
    text = text.substring(0, span.start()) + replacement + text.substring(span.end());
    if (matches.pass().compareTo(loosest) > 0) {
      loosest = matches.pass();
    }
    return Optional.empty();
  }

  private EditResult ambiguous(MatchFinder.Matches matches) {
    Pieces lines = new Pieces(text);
    List<Integer> numbers =
        matches.spans().stream().map(span -> lines.indexAt(span.start()) + 1).toList();
    return new EditResult.Ambiguous(matches.pass(), matches.count(), numbers);
  }

  /** Merges a replacement of {@code [start, end)} of the present text into the changes so far. */
  private void record(int start, int end, int length) {
    int delta = length - (end - start);
    List<Change> before = changes.stream().filter(c -> c.newEnd() < start).toList();
    List<Change> after = changes.stream().filter(c -> c.newStart() > end).toList();
    List<Change> touching = changes.subList(before.size(), changes.size() - after.size());
    int shift = before.isEmpty() ? 0 : before.get(before.size() - 1).shift();
    Change first =
        touching.isEmpty()
            ? new Change(start - shift, start - shift, start, start)
            : touching.get(0);
    Change last = touching.isEmpty() ? first : touching.get(touching.size() - 1);
    int from = Math.min(start, first.newStart());
    int to = Math.max(end, last.newEnd());
    int oldStart = first.oldStart() - (first.newStart() - from);
    int oldEnd = last.oldEnd() + (to - last.newEnd());
    List<Change> merged = new ArrayList<>(before);
    merged.add(new Change(oldStart, oldEnd, from, to + delta));
    after.forEach(change -> merged.add(change.movedBy(delta)));
    changes = merged;
  }

  private int firstChangedLine() {
    int same = 0;
    int limit = Math.min(original.length(), text.length());
    int line = 1;
    while (same < limit && original.charAt(same) == text.charAt(same)) {
      if (original.charAt(same++) == '\n') {
        line++;
      }
    }
    return line;
  }
}
