package io.ollio.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applies a unified diff the way the {@code patch} program does, with no tolerance at all. */
final class Patch {
  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@\n");

  private final List<String> old;
  private final List<String> out = new ArrayList<>();
  private final List<String> diff;
  private int at;

  private Patch(String before, String diff) {
    this.old = lines(before);
    this.diff = lines(diff);
  }

  static String apply(String before, String diff) {
    return new Patch(before, diff).apply();
  }

  private String apply() {
    if (!diff.get(0).startsWith("--- a/") || !diff.get(1).startsWith("+++ b/")) {
      throw new IllegalArgumentException("no header in " + diff);
    }
    for (int i = 2; i < diff.size(); ) {
      i = hunk(i);
    }
    out.addAll(old.subList(at, old.size()));
    return String.join("", out);
  }

  private int hunk(int header) {
    Matcher range = HUNK.matcher(diff.get(header));
    if (!range.matches()) {
      throw new IllegalArgumentException("no hunk: " + diff.get(header));
    }
    skipTo(from(range.group(1), range.group(2)));
    expect("new start", from(range.group(3), range.group(4)), out.size());
    int oldFrom = at;
    int newFrom = out.size();
    int i = header + 1;
    while (i < diff.size() && !diff.get(i).startsWith("@@")) {
      i += line(i);
    }
    expect("old count", Integer.parseInt(range.group(2)), at - oldFrom);
    expect("new count", Integer.parseInt(range.group(4)), out.size() - newFrom);
    return i;
  }

  /** Returns how many lines of the diff it took. */
  private int line(int i) {
    String text = diff.get(i).substring(1);
    boolean open = i + 1 < diff.size() && diff.get(i + 1).startsWith("\\ No newline");
    String whole = open ? text.substring(0, text.length() - 1) : text;
    switch (diff.get(i).charAt(0)) {
      case ' ' -> {
        take(whole);
        out.add(whole);
      }
      case '-' -> take(whole);
      case '+' -> out.add(whole);
      default -> throw new IllegalArgumentException("strange line: " + diff.get(i));
    }
    return open ? 2 : 1;
  }

  private void take(String line) {
    if (!old.get(at).equals(line)) {
      throw new IllegalArgumentException("line " + (at + 1) + " is not " + line);
    }
    at++;
  }

  private void skipTo(int line) {
    out.addAll(old.subList(at, line));
    at = line;
  }

  private static int from(String start, String count) {
    return count.equals("0") ? Integer.parseInt(start) : Integer.parseInt(start) - 1;
  }

  private static void expect(String what, int wanted, int found) {
    if (wanted != found) {
      throw new IllegalArgumentException(what + ": " + wanted + ", found " + found);
    }
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }
}
