package io.ollio.edit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Translates the indentation an edit uses into the one the file uses, learned from the lines that
 * matched: what is known is looked up; the rest is the nearest known one plus or minus the
 * difference in the file's own unit.
 */
final class Indentation {
  private static final int USUAL_UNIT = 4;

  /** By indentation in the search text, shortest first. */
  private final NavigableMap<String, Depths> known =
      new TreeMap<>(
          Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));

  /** What the file indents with; empty when it does not indent here. */
  private final String unit;

  /** How many of those stand for one char of the edit's indentation. */
  private final double perChar;

  Indentation(List<String> search, Pieces matched, List<String> replace) {
    for (int i = 0; i < search.size(); i++) {
      String indent = leading(search.get(i));
      if (indent.length() < search.get(i).length()) {
        known
            .computeIfAbsent(indent, wanted -> new Depths(wanted, new TreeMap<>()))
            .inFile
            .put(i, leading(matched.content(i)));
      }
    }
    this.unit =
        known.values().stream()
            .map(Depths::first)
            .filter(depth -> !depth.isEmpty())
            .map(depth -> depth.substring(0, 1))
            .findFirst()
            .orElse("");
    this.perChar = perChar(search, replace);
  }

  /** An indentation of the search text, and how deep each of its lines stands in the file. */
  private record Depths(String wanted, NavigableMap<Integer, String> inFile) {
    String first() {
      return inFile.firstEntry().getValue();
    }

    /** As deep as this line of the search text or the nearest one before it. */
    String at(int line) {
      Map.Entry<Integer, String> before = inFile.floorEntry(line);
      return before == null ? first() : before.getValue();
    }
  }

  /** All blanks at the start of a line, Unicode's included. */
  static String leading(String line) {
    int end = 0;
    while (end < line.length() && isBlank(line.charAt(end))) {
      end++;
    }
    return line.substring(0, end);
  }

  /**
   * The file's indentation for a line of the replacement.
   *
   * @param anchor the line of the search text that it stands for or follows
   */
  String of(String line, int anchor) {
    String indent = leading(line);
    Depths same = known.get(indent);
    if (same != null) {
      return same.at(anchor);
    }
    for (Depths shallower : known.headMap(indent, false).descendingMap().values()) {
      if (indent.startsWith(shallower.wanted)) {
        return shallower.first() + scaled(indent.substring(shallower.wanted.length()));
      }
    }
    for (Depths deeper : known.tailMap(indent, false).values()) {
      if (deeper.wanted.startsWith(indent)) {
        String full = deeper.first();
        long surplus = Math.round((deeper.wanted.length() - indent.length()) * perChar);
        return full.substring(0, (int) Math.max(0, full.length() - surplus));
      }
    }
    return indent;
  }

  private String scaled(String surplus) {
    boolean uniform = surplus.chars().distinct().count() == 1;
    if (unit.isEmpty() || !uniform) {
      return surplus;
    }
    return unit.repeat((int) Math.round(surplus.length() * perChar));
  }

  /** From the spread of the known indentations; without one, from the kinds of blanks. */
  private double perChar(List<String> search, List<String> replace) {
    if (known.isEmpty() || unit.isEmpty()) {
      return 1;
    }
    Depths least = known.firstEntry().getValue();
    Depths most = known.lastEntry().getValue();
    int spread = most.first().length() - least.first().length();
    if (spread > 0) {
      return (double) spread / (most.wanted.length() - least.wanted.length());
    }
    String step = smallestStep(search, replace);
    if (step.isEmpty() || step.startsWith(unit)) {
      return 1;
    }
    if (!most.wanted.isEmpty() && !most.first().isEmpty()) {
      return (double) most.first().length() / most.wanted.length();
    }
    return unit.equals("\t") ? 1.0 / step.length() : USUAL_UNIT;
  }

  private static String smallestStep(List<String> search, List<String> replace) {
    return Stream.concat(search.stream(), replace.stream())
        .map(Indentation::leading)
        .filter(indent -> !indent.isEmpty())
        .min(Comparator.comparingInt(String::length))
        .orElse("");
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
  }
}
