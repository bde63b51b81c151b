package io.ollio.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place most like a text that was not found. Every trigram shared by a row of the file
 * and a row of the search text votes for the offset between them, rare ones more; the best few
 * offsets are then compared row by row. Rows are lines, very long lines cut up. Blanks and case
 * count for nothing. Time is linear in the file, which is read up to a limit.
 */
final class ClosestFinder {
  private static final int FILE_CHARS = 2_000_000;
  private static final int SEARCH_ROWS = 100;
  private static final int LONG_LINE = 400;
  private static final int ROW_OF_LONG_LINE = 200;
  private static final int MOST_BUCKET_BITS = 14;
  private static final int ROWS_PER_BUCKET = 4;
  private static final int CANDIDATES = 8;
  private static final double LEAST_SIMILARITY = 0.3;
  private static final int REACH = 5;
  private static final int EXCERPT_CHARS = 2_000;

  private final String file;
  private final Pieces lines;
  private final List<Row> rows;
  private final String search;
  private final List<Row> wanted;
  private final int bucketBits;

  ClosestFinder(String file, String search) {
    this.file = file;
    this.lines = new Pieces(file);
    this.rows = rows(file, lines, Integer.MAX_VALUE);
    this.search = search;
    int size = 32 - Integer.numberOfLeadingZeros(file.length() + search.length());
    this.bucketBits = Math.min(size + 1, MOST_BUCKET_BITS);
    this.wanted = trimmed(search, rows(search, new Pieces(search), SEARCH_ROWS));
  }

  /** Chars {@code [start, end)} of one line. */
  private record Row(int start, int end) {}

  /** The closest place, or null when none is similar enough to help. */
  EditResult.@Nullable Closest find() {
    if (wanted.isEmpty()) {
      return null;
    }
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

  private EditResult.Closest closest(int offset, double similarity) {
    int first = reach(Math.max(0, offset), -1, wanted.get(0));
    int end = Math.min(rows.size(), offset + wanted.size());
    int last = reach(end - 1, 1, wanted.get(wanted.size() - 1));
    List<Row> found = trimmed(file, rows.subList(first, last + 1));
    int start = widened(found.get(0).start, -1);
    int stop = widened(found.get(found.size() - 1).end, 1);
    return new EditResult.Closest(lines.indexAt(start) + 1, similarity, excerpt(start, stop));
  }

  /** The row some steps further that equals the wanted one, as when the search left lines out. */
  private int reach(int row, int direction, Row wantedRow) {
    int[] edge = grams(search, wantedRow);
    for (int i = 0; i <= REACH; i++) {
      int further = row + direction * i;
      if (further < 0 || further >= rows.size()) {
        break;
      }
      if (Arrays.equals(grams(file, rows.get(further)), edge)) {
        return further;
      }
    }
    return row;
  }

  /** Without blank rows at the edges. */
  private List<Row> trimmed(String text, List<Row> rows) {
    int first = 0;
    int end = rows.size();
    while (first < end && grams(text, rows.get(first)).length == 0) {
      first++;
    }
    while (end > first && grams(text, rows.get(end - 1)).length == 0) {
      end--;
    }
    return rows.subList(first, end);
  }

  /** The end of the line; where a very long line was cut, half a row further. */
  private int widened(int at, int direction) {
    int line = lines.indexAt(at);
    if (at == lines.start(line) || at == lines.contentEnd(line)) {
      return at;
    }
    int wider = at + direction * ROW_OF_LONG_LINE / 2;
    return wholePair(file, Math.max(lines.start(line), Math.min(wider, lines.contentEnd(line))));
  }

  private String excerpt(int start, int end) {
    String found = file.substring(start, end).replace("\r\n", "\n");
    if (found.length() <= EXCERPT_CHARS) {
      return found;
    }
    int lineEnd = found.lastIndexOf('\n', EXCERPT_CHARS);
    return found.substring(0, lineEnd > 0 ? lineEnd : wholePair(found, EXCERPT_CHARS));
  }

  /** Per offset of the first search row, shifted to begin at 0. */
  private double[] votes() {
    double[] votes = new double[rows.size() + wanted.size()];
    int[] rowsByGram = rowsByGram();
    int[] frequency = frequency();
    for (int row = 0; row < rows.size(); row++) {
      for (int gram : grams(file, rows.get(row))) {
        for (int slot = 0; slot < ROWS_PER_BUCKET; slot++) {
          int wantedRow = rowsByGram[gram * ROWS_PER_BUCKET + slot];
          if (wantedRow < 0) {
            break;
          }
          votes[row - wantedRow + wanted.size() - 1] += 1.0 / frequency[gram];
        }
      }
    }
    return votes;
  }

  private int[] rowsByGram() {
    int[] slots = new int[ROWS_PER_BUCKET << bucketBits];
    Arrays.fill(slots, -1);
    for (int row = 0; row < wanted.size(); row++) {
      for (int gram : grams(search, wanted.get(row))) {
        int slot = gram * ROWS_PER_BUCKET;
        int end = slot + ROWS_PER_BUCKET;
        while (slot < end && slots[slot] >= 0 && slots[slot] != row) {
          slot++;
        }
        if (slot < end) {
          slots[slot] = row;
        }
      }
    }
    return slots;
  }

  private int[] frequency() {
    int[] frequency = new int[1 << bucketBits];
    for (Row row : rows) {
      for (int gram : grams(file, row)) {
        frequency[gram]++;
      }
    }
    return frequency;
  }

  /** The offsets with the most votes; the earlier of equals. */
  private List<Integer> candidates(double[] votes) {
    List<Integer> best = new ArrayList<>();
    for (int i = 0; i < votes.length; i++) {
      int place = best.size();
      while (place > 0 && votes[best.get(place - 1)] < votes[i]) {
        place--;
      }
      if (votes[i] > 0 && place < CANDIDATES) {
        best.add(place, i);
        if (best.size() > CANDIDATES) {
          best.remove(CANDIDATES);
        }
      }
    }
    return best.stream().map(i -> i - wanted.size() + 1).toList();
  }

  /** Mean of the share of the search text found there and of the overlap of both. */
  private double similarity(int offset) {
    int common = 0;
    int wantedGrams = 0;
    int foundGrams = 0;
    for (int i = 0; i < wanted.size(); i++) {
      int[] a = grams(search, wanted.get(i));
      wantedGrams += a.length;
      int row = offset + i;
      if (row >= 0 && row < rows.size()) {
        int[] b = grams(file, rows.get(row));
        foundGrams += b.length;
        common += common(a, b);
      }
    }
    double share = (double) common / wantedGrams;
    return (share + 2.0 * common / (wantedGrams + foundGrams)) / 2;
  }

  private static int common(int[] a, int[] b) {
    Arrays.sort(a);
    Arrays.sort(b);
    int common = 0;
    int j = 0;
    for (int i = 0; i < a.length && j < b.length; i++) {
      while (j < b.length && b[j] < a[i]) {
        j++;
      }
      if (j < b.length && b[j] == a[i]) {
        common++;
        j++;
      }
    }
    return common;
  }

  /** Hashed trigrams, one for each char that is not blank. */
  private int[] grams(String text, Row row) {
    int[] grams = new int[row.end - row.start];
    int count = 0;
    int hash = 0;
    for (int i = row.start; i < row.end; i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        hash = (hash << 10 ^ Character.toLowerCase(c)) & 0x3FFFFFFF;
        grams[count++] = (hash * 0x9E3779B1) >>> (32 - bucketBits);
      }
    }
    return Arrays.copyOf(grams, count);
  }

  private static List<Row> rows(String text, Pieces lines, int limit) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.count() && lines.start(i) <= FILE_CHARS; i++) {
      int end = lines.contentEnd(i);
      int step = end - lines.start(i) > LONG_LINE ? ROW_OF_LONG_LINE : LONG_LINE;
      int at = lines.start(i);
      do {
        int next = wholePair(text, Math.min(at + step, end));
        rows.add(new Row(at, next));
        at = next;
      } while (at < end && at <= FILE_CHARS && rows.size() < limit);
      if (rows.size() >= limit) {
        break;
      }
    }
    return rows;
  }

  /** The offset itself, or the one before when it would split a surrogate pair. */
  private static int wholePair(String text, int at) {
    boolean split =
        at > 0
            && at < text.length()
            && Character.isHighSurrogate(text.charAt(at - 1))
            && Character.isLowSurrogate(text.charAt(at));
    return split ? at - 1 : at;
  }
}
