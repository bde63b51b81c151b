package io.ollio.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place most like a text that was not found. Every trigram shared by a row of the file and
 * a row of the search text votes for the offset between them, rare ones more; the best few offsets
 * are then compared row by row. Rows are lines, very long lines cut up. Blanks and case count for
 * nothing. Time is linear in the file, which is read up to a limit.
 */
final class ClosestFinder {
  private static final int FILE_CHARS = 2_000_000;
  private static final int SEARCH_ROWS = 100;
  private static final int LONG_LINE = 400;
  private static final int ROW_OF_LONG_LINE = 200;
  private static final int BUCKETS = 1 << 14;
  private static final int ROWS_PER_BUCKET = 4;
  private static final int CANDIDATES = 8;
  private static final double LEAST_SIMILARITY = 0.3;
  private static final int EXCERPT_CHARS = 2_000;

  private final String file;
  private final Pieces lines;
  private final List<Row> rows;
  private final String search;
  private final List<Row> wanted;

  ClosestFinder(String file, String search) {
    this.file = file;
    this.lines = new Pieces(file);
    this.rows = rows(file, lines, Integer.MAX_VALUE);
    this.search = search;
    this.wanted = rows(search, new Pieces(search), SEARCH_ROWS);
  }

  /** Chars {@code [start, end)} of one line. */
  private record Row(int start, int end) {}

  /** The closest place, or null when none is similar enough to help. */
  EditResult.@Nullable Closest find() {
    double best = LEAST_SIMILARITY;
    int bestOffset = Integer.MIN_VALUE;
    for (int offset : candidates(votes())) {
      double similarity = similarity(offset);
      if (similarity > best) {
        best = similarity;
        bestOffset = offset;
      }
    }
    return bestOffset == Integer.MIN_VALUE ? null : closest(bestOffset, best);
  }
}
