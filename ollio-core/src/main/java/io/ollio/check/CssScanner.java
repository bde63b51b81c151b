package io.ollio.check;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a style sheet (CSS Syntax Module Level 3), tells which files it refers to, and
 * finds what never ends: comments, strings, addresses and brackets. Browsers forgive all of these
 * by silently dropping rules.
 */
final class CssScanner {
  /** Hears of each reference. */
  interface Listener {
    void onReference(int offset, String reference);
  }

  private record Bracket(char sign, int offset) {}

  private final SourceFile file;
  private final String text;
  private final int end;
  private final Listener listener;
  private final Deque<Bracket> brackets = new ArrayDeque<>();
  private int at;
  private String atRule = "";
  private boolean inUrl;

  private CssScanner(SourceFile file, int start, int end, Listener listener) {
    this.file = file;
    this.text = file.text();
    this.at = start;
    this.end = end;
    this.listener = listener;
  }

  /**
   * Scans a part of a file.
   *
   * @throws SourceFile.Fault at the first thing that is wrong
   */
  static void scan(SourceFile file, int start, int end, Listener listener) throws SourceFile.Fault {
    CssScanner scanner = new CssScanner(file, start, end, listener);
    while (scanner.at < end) {
      scanner.step(scanner.text.charAt(scanner.at));
    }
    scanner.finish();
  }

  private void step(char c) throws SourceFile.Fault {
    if (text.startsWith("/*", at)) {
      comment();
    } else if (c == '"' || c == '\'') {
      string(c);
    } else if (c == '\\') {
      at += 2;
    } else if (c == '@') {
      int wordEnd = wordEnd(at + 1);
      atRule = text.substring(at + 1, wordEnd);
      at = wordEnd;
    } else if (isWordPart(c)) {
      word();
    } else if (c == '(' || c == '[' || c == '{') {
      open(c);
    } else if (c == ')' || c == ']' || c == '}') {
      close(c);
    } else {
      atRule = c == ';' ? "" : atRule;
      at++;
    }
  }

  private void comment() throws SourceFile.Fault {
    int close = text.indexOf("*/", at + 2);
    if (close < 0 || close + 2 > end) {
      throw new SourceFile.Fault(
          at, "css-unterminated-comment", "The comment /* is never closed; add */.");
    }
    at = close + 2;
  }

  private void string(char quote) throws SourceFile.Fault {
    for (int i = at + 1; i < end; i++) {
      char c = text.charAt(i);
      if (c == quote) {
        if (inUrl || (isRule("import") && brackets.isEmpty())) {
          refer(at + 1, i);
        }
        at = i + 1;
        return;
      } else if (c == '\\') {
        i += text.startsWith("\r\n", i + 1) ? 2 : 1;
      } else if (c == '\n' || c == '\r' || c == '\f') {
        break;
      }
    }
    throw new SourceFile.Fault(
        at,
        "css-unterminated-string",
        "The string starting here is not closed on its line; add the closing " + quote + ".");
  }

  private void word() throws SourceFile.Fault {
    int wordEnd = wordEnd(at);
    boolean isUrl =
        wordEnd - at == 3 && text.regionMatches(true, at, "url(", 0, 4) && wordEnd < end;
    if (!isUrl) {
      at = wordEnd;
      return;
    }
    int start = wordEnd + 1;
    while (start < end && text.charAt(start) <= ' ') {
      start++;
    }
    if (start < end && (text.charAt(start) == '"' || text.charAt(start) == '\'')) {
      at = wordEnd;
      open('(');
      inUrl = true;
    } else {
      bareUrl(start);
    }
  }

  private void bareUrl(int start) throws SourceFile.Fault {
    int close = start;
    while (close < end && text.charAt(close) != ')') {
      close += text.charAt(close) == '\\' ? 2 : 1;
    }
    if (close >= end) {
      throw new SourceFile.Fault(
          at, "css-unterminated-url", "The address url( is never closed; add the closing ).");
    }
    refer(start, close);
    at = close + 1;
  }

  private void refer(int from, int to) {
    if (!isRule("namespace")) {
      listener.onReference(from, text.substring(from, to).strip());
    }
  }

  private boolean isRule(String name) {
    return atRule.equalsIgnoreCase(name);
  }

  private void open(char sign) {
    brackets.push(new Bracket(sign, at));
    atRule = sign == '{' ? "" : atRule;
    at++;
  }

  private void close(char sign) throws SourceFile.Fault {
    char partner = sign == ')' ? '(' : sign == ']' ? '[' : '{';
    Bracket last = brackets.peek();
    if (last == null || last.sign() != partner) {
      throw mismatch(sign, last);
    }
    brackets.pop();
    inUrl = false;
    atRule = sign == '}' ? "" : atRule;
    at++;
  }

  private SourceFile.Fault mismatch(char sign, @Nullable Bracket last) {
    String problem =
        last == null
            ? "This " + sign + " closes nothing; remove it, or add what it should close."
            : "This "
                + sign
                + " meets an open "
                + last.sign()
                + " of line "
                + file.line(last.offset())
                + "; close that first.";
    return new SourceFile.Fault(at, "css-unbalanced-bracket", problem);
  }

  private void finish() throws SourceFile.Fault {
    Bracket last = brackets.peek();
    if (last != null) {
      throw new SourceFile.Fault(
          last.offset(),
          "css-unbalanced-bracket",
          "This " + last.sign() + " is never closed; the style sheet may have been cut off.");
    }
  }

  private int wordEnd(int from) {
    int i = from;
    while (i < end && isWordPart(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c > 127;
  }
}
