package io.ollio.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Knuth-Morris-Pratt search over anything indexable. It reads each place of the text once, and its
 * work grows with the summed lengths alone, so repetitive input costs nothing extra.
 */
final class Kmp {
  private static final int LISTED = 10;

  private final IntUnaryOperator pattern;
  private final int length;
  private final int[] borders;

  Kmp(int length, IntUnaryOperator pattern) {
    this.pattern = pattern;
    this.length = length;
    this.borders = new int[length];
    int border = 0;
    for (int i = 1; i < length; i++) {
      border = extend(border, pattern.applyAsInt(i));
      borders[i] = border;
    }
  }

  /** All hits, overlapping ones too, counted; the first ten starts listed. */
  record Hits(int count, List<Integer> starts) {}

  /** Finds the pattern wherever {@code accepted} agrees with the start. */
  Hits search(int textLength, IntUnaryOperator text, IntPredicate accepted) {
    List<Integer> starts = new ArrayList<>();
    int count = 0;
    int matched = 0;
    for (int i = 0; i < textLength; i++) {
      if (matched == length) {
        matched = borders[matched - 1];
      }
      matched = extend(matched, text.applyAsInt(i));
      if (matched == length && accepted.test(i - length + 1)) {
        count++;
        if (starts.size() < LISTED) {
          starts.add(i - length + 1);
        }
      }
    }
    return new Hits(count, starts);
  }

  private int extend(int matched, int next) {
    int kept = matched;
    while (kept > 0 && pattern.applyAsInt(kept) != next) {
      kept = borders[kept - 1];
    }
    return pattern.applyAsInt(kept) == next ? kept + 1 : kept;
  }
}
