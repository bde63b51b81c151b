package io.ollio.edit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an edit. Only {@link Applied} carries a new text; every other case changes
 * nothing.
 */
public sealed interface EditResult {

  /**
   * The search text stood at exactly one place and was replaced.
   *
   * @param newText the whole new text
   * @param pass the strictest pass that found the place; for a batch the loosest of all its edits
   * @param firstChangedLine number of the first differing line, from 1
   * @param unifiedDiff the change with three lines of context
   */
  record Applied(String newText, MatchPass pass, int firstChangedLine, String unifiedDiff)
      implements EditResult {}

  /**
   * No pass found the search text.
   *
   * @param closest the most similar place, or null when nothing in the file is alike
   */
  record NotFound(@Nullable Closest closest) implements EditResult {}

  /**
   * A pass found the search text more than once, so the place meant is unknown.
   *
   * @param pass the strictest pass that found any place
   * @param count how often it was found, overlapping places included
   * @param lines line numbers of the first places, from 1 and at most ten
   */
  record Ambiguous(MatchPass pass, int count, List<Integer> lines) implements EditResult {
    public Ambiguous {
      lines = List.copyOf(lines);
    }
  }

  /** The edit asks for what is there already. */
  record Unchanged() implements EditResult {}

  /**
   * The edit makes no sense on any text.
   *
   * @param reason one sentence for the author of the edit
   */
  record Invalid(String reason) implements EditResult {}

  /**
   * A batch was refused as a whole; comes from {@link TextEdit#applyAll} only.
   *
   * @param index place in the batch of the first edit that failed, from 0
   * @param cause why it failed
   */
  record Rejected(int index, EditResult cause) implements EditResult {}

  /**
   * The place most similar to a search text that was not found.
   *
   * @param line number of its first line, from 1
   * @param similarity share of matching text, above 0 and at most 1
   * @param excerpt what the file really holds there, lines ended by a line feed, at most about
   *     2,000 chars; good to be copied into the next search text
   */
  record Closest(int line, double similarity, String excerpt) {}
}
