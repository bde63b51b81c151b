package io.ollio.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Runs the passes, strictest first, until one finds something. */
final class MatchFinder {
  private final String text;
  private final String search;

  MatchFinder(String text, String search) {
    this.text = text;
    this.search = search;
  }

  /** A place in the raw text; for {@code lines} it begins and ends at the edges of lines. */
  record Span(int start, int end, boolean lines) {}

  /** Every place counted, the first ten listed. */
  record Matches(MatchPass pass, int count, List<Span> spans) {}

  /** What the strictest successful pass found; a count of zero when none did. */
  Matches find() {
    Folded exact = Folded.lineEndings(text);
    Matches matches = inChars(MatchPass.EXACT, exact, Folded.lineEndings(search));
    if (matches.count() > 0 || search.isBlank()) {
      return matches;
    }
    matches = inLines(MatchPass.TRAILING_BLANKS, String::stripTrailing);
    if (matches.count() == 0) {
      matches = inLines(MatchPass.EDGE_BLANKS, String::strip);
    }
    return matches.count() > 0 || (isAscii(text) && isAscii(search)) ? matches : inLookAlikes();
  }

  private Matches inLookAlikes() {
    Folded wanted = Folded.lookAlikes(search);
    if (wanted.text().isBlank()) {
      return new Matches(MatchPass.LOOK_ALIKES, 0, List.of());
    }
    Matches matches = inChars(MatchPass.LOOK_ALIKES, Folded.lookAlikes(text), wanted);
    if (matches.count() > 0) {
      return matches;
    }
    return inLines(MatchPass.LOOK_ALIKES, line -> Folded.lookAlikes(line).text().strip());
  }

  private Matches inChars(MatchPass pass, Folded file, Folded wanted) {
    int length = wanted.length();
    if (length > file.length()) {
      return new Matches(pass, 0, List.of());
    }
    Kmp.Hits hits =
        new Kmp(length, wanted.text()::charAt)
            .search(
                file.length(),
                file.text()::charAt,
                at -> isCuttable(file, at) && isCuttable(file, at + length));
    List<Span> spans =
        hits.starts().stream()
            .map(at -> new Span(file.start(at), file.end(at + length - 1), false))
            .toList();
    return new Matches(pass, hits.count(), spans);
  }

  /** A match must not split a surrogate pair nor the several chars of a folded one. */
  private boolean isCuttable(Folded file, int index) {
    int at = index == file.length() ? text.length() : file.start(index);
    boolean insidePair =
        at > 0
            && at < text.length()
            && Character.isHighSurrogate(text.charAt(at - 1))
            && Character.isLowSurrogate(text.charAt(at));
    return !insidePair && file.isBoundary(index);
  }

  private Matches inLines(MatchPass pass, UnaryOperator<String> canonical) {
    Pieces lines = new Pieces(text);
    Pieces wanted = new Pieces(search);
    boolean whole = search.endsWith("\n");
    int count = whole ? wanted.count() - 1 : wanted.count();
    if (count > lines.count()) {
      return new Matches(pass, 0, List.of());
    }
    Map<String, Integer> ids = new HashMap<>();
    int[] fileIds = ids(lines, canonical, ids);
    int[] wantedIds = ids(wanted, canonical, ids);
    Kmp.Hits hits =
        new Kmp(count, i -> wantedIds[i]).search(fileIds.length, i -> fileIds[i], at -> true);
    List<Span> spans = new ArrayList<>();
    for (int first : hits.starts()) {
      int last = first + count - 1;
      int end = whole ? lines.end(last) : lines.contentEnd(last);
      spans.add(new Span(lines.start(first), end, true));
    }
    return new Matches(pass, hits.count(), spans);
  }

  private static int[] ids(
      Pieces pieces, UnaryOperator<String> canonical, Map<String, Integer> ids) {
    int[] found = new int[pieces.count()];
    for (int i = 0; i < found.length; i++) {
      String key = canonical.apply(pieces.content(i));
      Integer id = ids.putIfAbsent(key, ids.size());
      found[i] = id == null ? ids.size() - 1 : id;
    }
    return found;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
