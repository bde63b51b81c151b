package io.ollio.examples.offline.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines in which two texts differ, as replacements that can be found in only one place. */
public final class Hunks {
  private static final int MOST_LINES = 1_500;

  private Hunks() {}

  /**
   * Replacements that turn {@code before} into {@code after} when they are applied in order.
   *
   * @return empty when a rewrite is the better way: the texts are too long or too different
   */
  public static Optional<List<Hunk>> between(String before, String after) {
    List<String> old = lines(before);
    List<String> fresh = lines(after);
    if (old.size() > MOST_LINES || fresh.size() > MOST_LINES) {
      return Optional.empty();
    }
    List<Hunk> hunks = new ArrayList<>();
    StringBuilder current = new StringBuilder(before);
    int size = 0;
    for (Region region : merged(regions(old, fresh))) {
      Optional<Hunk> hunk = unique(old, fresh, region, current);
      if (hunk.isEmpty()) {
        return Optional.empty();
      }
      int at = current.indexOf(hunk.get().search());
      current.replace(at, at + hunk.get().search().length(), hunk.get().replace());
      size += hunk.get().search().length() + hunk.get().replace().length();
      hunks.add(hunk.get());
    }
    boolean complete = current.toString().equals(after);
    return complete && size <= after.length() ? Optional.of(hunks) : Optional.empty();
  }

  /** Grows the region by neighbouring lines until the text to search occurs exactly once. */
  private static Optional<Hunk> unique(
      List<String> old, List<String> fresh, Region region, StringBuilder current) {
    for (int context = region.oldEnd > region.oldStart ? 0 : 1; context <= 12; context++) {
      int head = Math.min(context, Math.min(region.oldStart, region.newStart));
      int tail =
          Math.min(context, Math.min(old.size() - region.oldEnd, fresh.size() - region.newEnd));
      String search = joined(old, region.oldStart - head, region.oldEnd + tail);
      String replace = joined(fresh, region.newStart - head, region.newEnd + tail);
      int first = current.indexOf(search);
      if (!search.isBlank() && first >= 0 && current.indexOf(search, first + 1) < 0) {
        return Optional.of(new Hunk(search, replace));
      }
    }
    return Optional.empty();
  }

  /** Regions that are close together become one. */
  private static List<Region> merged(List<Region> regions) {
    List<Region> merged = new ArrayList<>();
    for (Region region : regions) {
      int last = merged.size() - 1;
      if (last >= 0 && region.oldStart - merged.get(last).oldEnd <= 3) {
        Region before = merged.get(last);
        merged.set(
            last, new Region(before.oldStart, region.oldEnd, before.newStart, region.newEnd));
      } else {
        merged.add(region);
      }
    }
    return merged;
  }

  /** Differing regions by the longest common subsequence of lines. */
  private static List<Region> regions(List<String> old, List<String> fresh) {
    int[][] common = new int[old.size() + 1][fresh.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = fresh.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(fresh.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<Region> regions = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < fresh.size()) {
      int oldStart = i;
      int newStart = j;
      while (differs(old, fresh, i, j)) {
        boolean dropOld =
            j == fresh.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1]);
        i += dropOld ? 1 : 0;
        j += dropOld ? 0 : 1;
      }
      if (i > oldStart || j > newStart) {
        regions.add(new Region(oldStart, i, newStart, j));
      }
      i++;
      j++;
    }
    return regions;
  }

  private static boolean differs(List<String> old, List<String> fresh, int i, int j) {
    boolean oldLeft = i < old.size();
    boolean freshLeft = j < fresh.size();
    return (oldLeft && freshLeft) ? !old.get(i).equals(fresh.get(j)) : oldLeft || freshLeft;
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\n", -1));
  }

  private static String joined(List<String> lines, int from, int to) {
    return String.join("\n", lines.subList(from, to));
  }

  /**
   * One replacement.
   *
   * @param search text that occurs exactly once
   * @param replace text that takes its place
   */
  public record Hunk(String search, String replace) {}

  private record Region(int oldStart, int oldEnd, int newStart, int newEnd) {}
}
