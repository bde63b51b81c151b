package io.ollio.edit;

import java.util.ArrayList;
import java.util.List;

/**
 * The text to put into a matched place. Lines and line edges that the replacement shares with the
 * search text stay as the file has them; only what differs comes from the replacement.
 */
final class Splice {
  private final MatchPass pass;
  private final boolean lines;
  private final List<String> search;
  private final List<String> replace;
  private final Pieces matched;
  private final String ending;
  private final Indentation indentation;

  Splice(String file, MatchFinder.Span span, MatchPass pass, TextEdit edit) {
    this.pass = pass;
    this.lines = span.lines();
    this.matched = new Pieces(file.substring(span.start(), span.end()));
    this.search = pieces(edit.search());
    this.replace = pieces(edit.replace());
    if (search.size() > matched.count()) { // the file lacks the final line ending
      search.remove(search.size() - 1);
      if (replace.get(replace.size() - 1).isEmpty()) {
        replace.remove(replace.size() - 1);
      }
    }
    this.ending = endingNear(file, span.start(), edit.replace());
    this.indentation = new Indentation(search, matched, replace);
  }

  String text() {
    LineAlignment alignment = new LineAlignment(search, replace);
    StringBuilder out = new StringBuilder();
    int anchor = 0;
    for (int i = 0; i < replace.size(); i++) {
      int same = alignment.same(i);
      int pair = alignment.pair(i);
      anchor = Math.max(anchor, Math.max(same, pair));
      out.append(same >= 0 ? matched.content(same) : changed(replace.get(i), pair, anchor));
      if (i < replace.size() - 1) {
        out.append(ending(Math.max(same, pair)));
      }
    }
    return out.toString();
  }

  private String changed(String wanted, int pair, int anchor) {
    boolean alike = pass == MatchPass.LOOK_ALIKES && pair >= 0;
    if (!lines || pass.compareTo(MatchPass.EDGE_BLANKS) < 0) {
      return alike ? graft(matched.content(pair), search.get(pair), wanted) : wanted;
    }
    String body = withoutIndent(wanted);
    if (body.isEmpty()) {
      return wanted;
    }
    if (alike) {
      String file = withoutIndent(matched.content(pair)).stripTrailing();
      body = graft(file, withoutIndent(search.get(pair)).stripTrailing(), body);
    }
    return indentation.of(wanted, anchor) + body;
  }

  private static String withoutIndent(String line) {
    return line.substring(Indentation.leading(line).length());
  }

  private String ending(int matchedLine) {
    String own = matchedLine < 0 ? "" : matched.ending(matchedLine);
    return own.isEmpty() ? ending : own;
  }

  /** The replacement, with the chars it shares with the search text at its ends as in the file. */
  private static String graft(String file, String search, String replace) {
    Folded from = Folded.lookAlikes(file);
    Folded to = Folded.lookAlikes(search);
    if (!from.text().equals(to.text())) {
      return replace;
    }
    int head = head(from, to, commonHead(search, replace));
    int headEnd = head == 0 ? 0 : to.end(head - 1);
    int tailRoom = Math.min(search.length(), replace.length()) - headEnd;
    int tail = tail(from, to, search.length() - Math.min(tailRoom, commonTail(search, replace)));
    int tailLength = tail == to.length() ? 0 : search.length() - to.start(tail);
    return (head == 0 ? "" : file.substring(0, from.end(head - 1)))
        + replace.substring(headEnd, replace.length() - tailLength)
        + (tail == to.length() ? "" : file.substring(from.start(tail)));
  }

  /** The most folded chars that lie before this offset and can be cut off on both sides. */
  private static int head(Folded from, Folded to, int limit) {
    int head = 0;
    for (int i = 1; i <= to.length() && to.end(i - 1) <= limit; i++) {
      head = from.isBoundary(i) && to.isBoundary(i) ? i : head;
    }
    return head;
  }

  private static int tail(Folded from, Folded to, int limit) {
    int tail = to.length();
    for (int i = to.length() - 1; i >= 0 && to.start(i) >= limit; i--) {
      tail = from.isBoundary(i) && to.isBoundary(i) ? i : tail;
    }
    return tail;
  }

  private static int commonHead(String a, String b) {
    int limit = Math.min(a.length(), b.length());
    int same = 0;
    while (same < limit && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return same;
  }

  private static int commonTail(String a, String b) {
    int limit = Math.min(a.length(), b.length());
    int same = 0;
    while (same < limit && a.charAt(a.length() - 1 - same) == b.charAt(b.length() - 1 - same)) {
      same++;
    }
    return same;
  }

  private static List<String> pieces(String text) {
    Pieces pieces = new Pieces(text);
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < pieces.count(); i++) {
      contents.add(pieces.content(i));
    }
    return contents;
  }

  /** The line ending in force at an offset; that of the replacement in a file that has none. */
  private static String endingNear(String file, int offset, String replace) {
    Pieces all = new Pieces(file);
    int line = all.indexAt(offset);
    if (line == all.count() - 1 && line > 0) {
      line--;
    }
    if (!all.ending(line).isEmpty()) {
      return all.ending(line);
    }
    return replace.contains("\r\n") ? "\r\n" : "\n";
  }
}
