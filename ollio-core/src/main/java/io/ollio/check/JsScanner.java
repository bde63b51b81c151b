package io.ollio.check;

import java.util.Arrays;
import java.util.Set;

/**
 * Splits JavaScript into tokens (ECMAScript 2025, section 12) and finds what never ends: strings,
 * templates, comments, regular expressions and brackets. It does not parse: what passes may still
 * be no program, but what is named is never one.
 */
final class JsScanner {
  private static final Set<String> BEFORE_EXPRESSION =
      Set.of(
          "return",
          "typeof",
          "case",
          "in",
          "new",
          "delete",
          "void",
          "throw",
          "instanceof",
          "else",
          "do",
          "default",
          "extends");
  private static final Set<String> CONTROL = Set.of("if", "while", "for", "with");

  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    STRING,
    TEMPLATE,
    REGEX,
    PUNCTUATOR
  }

  /** Hears of each token in order; comments and blanks are none. */
  interface Listener {
    void onToken(Kind kind, int start, int end);
  }

  private enum Regex {
    YES,
    NO,
    MAYBE
  }

  private final SourceFile file;
  private final String text;
  private final int end;
  private final Listener listener;
  private final StringBuilder brackets = new StringBuilder();
  private int[] opened = new int[32];
  private boolean[] isControl = new boolean[32];
  private int at;
  private Kind lastKind = Kind.PUNCTUATOR;
  private int lastStart = -1;
  private int lastEnd = -1;
  private boolean lastWasProperty;
  private boolean closedControl;

  private JsScanner(SourceFile file, int start, int end, Listener listener) {
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
    new JsScanner(file, start, end, listener).run();
  }

  private void run() throws SourceFile.Fault {
    if (text.startsWith("#!", at)) {
      skipLine();
    }
    while (at < end) {
      step(text.charAt(at));
    }
    if (!brackets.isEmpty()) {
      throw unclosed();
    }
  }

  private void step(char c) throws SourceFile.Fault {
    if (isBlank(c)) {
      at++;
    } else if (c == '/') {
      slash();
    } else if (c == '"' || c == '\'') {
      string(c);
    } else if (c == '`') {
      open('`', at);
      template(at + 1, at);
    } else if (c >= '0' && c <= '9') {
      word(Kind.NUMBER);
    } else if (isWordPart(c)) {
      word(Kind.WORD);
    } else {
      punctuator(c);
    }
  }

  private void slash() throws SourceFile.Fault {
    if (text.startsWith("//", at)) {
      skipLine();
    } else if (text.startsWith("/*", at)) {
      int close = text.indexOf("*/", at + 2);
      if (close < 0 || close + 2 > end) {
        throw new SourceFile.Fault(
            at, "js-unterminated-comment", "The comment /* is never closed; add */.");
      }
      at = close + 2;
    } else {
      Regex verdict = regexAllowed();
      int close = verdict == Regex.NO ? -1 : regexEnd();
      if (close < 0 && verdict == Regex.YES) {
        throw new SourceFile.Fault(
            at,
            "js-unterminated-regex",
            "The regular expression starting here is not closed on its line; add the closing / or"
                + " escape what is inside.");
      }
      emit(close < 0 ? Kind.PUNCTUATOR : Kind.REGEX, close < 0 ? at + 1 : close);
    }
  }

  /** Where the literal ends, after its flags; -1 when it does not end on its line. */
  private int regexEnd() {
    boolean inClass = false;
    for (int i = at + 1; i < end; i++) {
      char c = text.charAt(i);
      if (isLineEnd(c)) {
        return -1;
      } else if (c == '\\') {
        i++;
      } else if (c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      } else if (c == '/' && !inClass) {
        return wordEnd(i + 1);
      }
    }
    return -1;
  }

  private Regex regexAllowed() {
    if (lastStart < 0) {
      return Regex.YES;
    }
    if (lastKind == Kind.WORD) {
      return lastWasProperty ? Regex.NO : afterWord(text.substring(lastStart, lastEnd));
    }
    if (lastKind != Kind.PUNCTUATOR) {
      return Regex.NO;
    }
    return switch (text.charAt(lastStart)) {
      case ')' -> closedControl ? Regex.YES : Regex.NO;
      case ']' -> Regex.NO;
      case '}' -> Regex.MAYBE;
      default -> lastEnd - lastStart == 2 ? Regex.NO : Regex.YES;
    };
  }

  private Regex afterWord(String word) {
    if (word.equals("of")) {
      int depth = brackets.length() - 1;
      return depth >= 0 && isControl[depth] ? Regex.YES : Regex.NO;
    }
    return BEFORE_EXPRESSION.contains(word)
        ? Regex.YES
        : word.equals("yield") || word.equals("await") ? Regex.MAYBE : Regex.NO;
  }

  private void string(char quote) throws SourceFile.Fault {
    for (int i = at + 1; i < end; i++) {
      char c = text.charAt(i);
      if (c == quote) {
        emit(Kind.STRING, i + 1);
        return;
      } else if (c == '\\') {
        i += text.startsWith("\r\n", i + 1) ? 2 : 1;
      } else if (c == '\n' || c == '\r') {
        break;
      }
    }
    throw new SourceFile.Fault(
        at,
        "js-unterminated-string",
        "The string starting with "
            + SourceFile.excerpt(
                text.substring(at, Math.min(end, at + 30)).lines().findFirst().orElse(""))
            + " is not closed on its line; add the closing "
            + quote
            + " or escape a quote inside with a backslash.");
  }

  /** Goes on inside a template, from its start or after one of its expressions. */
  private void template(int from, int start) {
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '`') {
        brackets.setLength(brackets.length() - 1);
        at = start;
        emit(Kind.TEMPLATE, i + 1);
        return;
      } else if (c == '$' && i + 1 < end && text.charAt(i + 1) == '{') {
        open('$', i);
        at = start;
        emit(Kind.PUNCTUATOR, i + 2);
        lastStart = i + 1;
        lastEnd = i + 2;
        return;
      }
    }
    at = end;
  }

  private void word(Kind kind) {
    boolean isProperty =
        lastKind == Kind.PUNCTUATOR
            && lastStart >= 0
            && text.charAt(lastEnd - 1) == '.'
            && !text.startsWith("...", Math.max(0, lastEnd - 3));
    emit(kind, kind == Kind.NUMBER ? numberEnd() : wordEnd(at));
    lastWasProperty = isProperty;
  }

  private int wordEnd(int from) {
    int i = from;
    while (i < end && isWordPart(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private int numberEnd() {
    int i = at;
    while (i < end && (isWordPart(text.charAt(i)) || text.charAt(i) == '.')) {
      i++;
    }
    return i;
  }

  private void punctuator(char c) throws SourceFile.Fault {
    if (text.startsWith("<!--", at) || (text.startsWith("-->", at) && isFirstOnLine())) {
      skipLine();
    } else if (c == '(' || c == '[' || c == '{') {
      open(c, at);
      emit(Kind.PUNCTUATOR, at + 1);
    } else if (c == ')' || c == ']' || c == '}') {
      close(c);
    } else {
      boolean isStep = text.startsWith("++", at) || text.startsWith("--", at);
      emit(Kind.PUNCTUATOR, isStep ? at + 2 : at + 1);
    }
  }

  private void open(char bracket, int offset) {
    int depth = brackets.length();
    if (depth == opened.length) {
      opened = Arrays.copyOf(opened, depth * 2);
      isControl = Arrays.copyOf(isControl, depth * 2);
    }
    opened[depth] = offset;
    isControl[depth] =
        lastKind == Kind.WORD
            && !lastWasProperty
            && lastStart >= 0
            && CONTROL.contains(text.substring(lastStart, lastEnd));
    brackets.append(bracket);
  }

  private void close(char c) throws SourceFile.Fault {
    int depth = brackets.length() - 1;
    char expected = depth < 0 ? 0 : brackets.charAt(depth);
    if (expected == '$' && c == '}') {
      brackets.setLength(depth);
      template(at + 1, at);
      return;
    }
    char partner = c == ')' ? '(' : c == ']' ? '[' : '{';
    if (expected != partner) {
      throw mismatch(c, depth);
    }
    brackets.setLength(depth);
    closedControl = isControl[depth];
    emit(Kind.PUNCTUATOR, at + 1);
  }

  private SourceFile.Fault mismatch(char c, int depth) {
    String problem =
        depth < 0
            ? "This " + c + " closes nothing; remove it, or add what it should close."
            : "This "
                + c
                + " meets an open "
                + shown(depth)
                + " of line "
                + file.line(opened[depth])
                + "; close that first, or remove one of them.";
    return new SourceFile.Fault(at, "js-unbalanced-bracket", problem);
  }

  private SourceFile.Fault unclosed() {
    int depth = brackets.length() - 1;
    boolean isTemplate = brackets.charAt(depth) == '`';
    return isTemplate
        ? new SourceFile.Fault(
            opened[depth],
            "js-unterminated-template",
            "The template string starting here is never closed; add the closing `.")
        : new SourceFile.Fault(
            opened[depth],
            "js-unbalanced-bracket",
            "This " + shown(depth) + " is never closed; the code may have been cut off.");
  }

  private String shown(int depth) {
    char bracket = brackets.charAt(depth);
    return bracket == '$' ? "${" : String.valueOf(bracket);
  }

  private void emit(Kind kind, int tokenEnd) {
    listener.onToken(kind, at, tokenEnd);
    lastKind = kind;
    lastStart = at;
    lastEnd = tokenEnd;
    lastWasProperty = false;
    at = tokenEnd;
  }

  private void skipLine() {
    while (at < end && !isLineEnd(text.charAt(at))) {
      at++;
    }
  }

  private boolean isFirstOnLine() {
    int i = at - 1;
    while (i >= 0 && isBlank(text.charAt(i)) && !isLineEnd(text.charAt(i))) {
      i--;
    }
    return i < 0 || isLineEnd(text.charAt(i));
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00A0' || c == '\uFEFF' || Character.isSpaceChar(c);
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || c == '#'
        || c == '\\'
        || (c > 127 && !isBlank(c));
  }
}
