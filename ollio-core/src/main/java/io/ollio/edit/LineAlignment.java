package io.ollio.edit;

import java.util.Arrays;
import java.util.List;

/**
 * Which line of the replacement goes back to which line of the search text: the common beginning
 * and end, a longest common subsequence between them unless that would cost too much, and the
 * changed lines in between paired in order.
 */
final class LineAlignment {
  private static final long CELLS_LIMIT = 250_000;

  private final List<String> search;
  private final List<String> replace;
  private final int[] same;
  private final int[] pair;

  LineAlignment(List<String> search, List<String> replace) {
    this.search = search;
    this.replace = replace;
    this.same = new int[replace.size()];
    Arrays.fill(same, -1);
    this.pair = new int[replace.size()];
    Arrays.fill(pair, -1);
    alignEnds();
    pairChanged();
  }

  /** The equal search line, or -1. */
  int same(int line) {
    return same[line];
  }

  /** The search line this one replaces, or -1; -1 too for a line that has an equal one. */
  int pair(int line) {
    return pair[line];
  }

  private void alignEnds() {
    int shorter = Math.min(search.size(), replace.size());
    int head = 0;
    while (head < shorter && search.get(head).equals(replace.get(head))) {
      same[head] = head;
      head++;
    }
    int searchEnd = search.size();
    int replaceEnd = replace.size();
    while (searchEnd > head
        && replaceEnd > head
        && search.get(searchEnd - 1).equals(replace.get(replaceEnd - 1))) {
      same[--replaceEnd] = --searchEnd;
    }
    if ((long) (searchEnd - head) * (replaceEnd - head) <= CELLS_LIMIT) {
      alignMiddle(head, searchEnd, replaceEnd);
    }
  }

  private void alignMiddle(int head, int searchEnd, int replaceEnd) {
    int[][] common = new int[searchEnd - head + 1][replaceEnd - head + 1];
    for (int i = searchEnd - 1; i >= head; i--) {
      for (int j = replaceEnd - 1; j >= head; j--) {
        common[i - head][j - head] =
            search.get(i).equals(replace.get(j))
                ? common[i - head + 1][j - head + 1] + 1
                : Math.max(common[i - head + 1][j - head], common[i - head][j - head + 1]);
      }
    }
    int i = head;
    int j = head;
    while (i < searchEnd && j < replaceEnd) {
      if (search.get(i).equals(replace.get(j))) {
        same[j++] = i++;
      } else if (common[i - head + 1][j - head] >= common[i - head][j - head + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  private void pairChanged() {
    int[] limit = new int[same.length];
    int nextSame = search.size();
    for (int j = same.length - 1; j >= 0; j--) {
      nextSame = same[j] >= 0 ? same[j] : nextSame;
      limit[j] = nextSame;
    }
    int next = 0;
    for (int j = 0; j < same.length; j++) {
      if (same[j] >= 0) {
        next = same[j] + 1;
      } else if (next < limit[j]) {
        pair[j] = next++;
      }
    }
  }
}
