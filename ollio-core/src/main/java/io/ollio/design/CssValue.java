package io.ollio.design;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the value of a declaration uses: custom properties, and colours that are written out. */
final class CssValue {
  private static final Pattern HEX =
      Pattern.compile("#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})");
  private static final Set<String> COLOR_FUNCTIONS =
      Set.of("rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color");

  /**
   * A use of a custom property.
   *
   * @param offset where, from the beginning of the value
   */
  record Variable(String name, boolean hasFallback, int offset) {}

  /**
   * A colour that is written out.
   *
   * @param offset where, from the beginning of the value
   */
  record Color(String written, boolean isName, int offset) {}

  /** A function that is open. */
  private static final class Open {
    private final String name;
    private final int offset;
    private boolean usesVariable;

    Open(String name, int offset) {
      this.name = name;
      this.offset = offset;
    }
  }

  private final String text;
  private final List<Variable> variables = new ArrayList<>();
  private final List<Color> colors = new ArrayList<>();
  private final Deque<Open> functions = new ArrayDeque<>();
  private int at;
  private int covering;

  private CssValue(String text) {
    this.text = text;
  }

  static CssValue read(String text) {
    CssValue value = new CssValue(text);
    while (value.at < text.length()) {
      value.step(text.charAt(value.at));
    }
    return value;
  }

  List<Variable> variables() {
    return variables;
  }

  /** Colours that depend on no custom property, in order of their ends. */
  List<Color> colors() {
    return colors;
  }

  private void step(char c) {
    if (c == '"' || c == '\'') {
      at = CssText.stringEnd(text, at);
    } else if (c == '\\') {
      at += 2;
    } else if (c == '#' || CssText.isWordPart(c)) {
      word();
    } else if (c == '(') {
      open("", at);
    } else if (c == ')') {
      close();
    } else {
      at++;
    }
  }

  private void word() {
    int start = at++;
    while (at < text.length() && CssText.isWordPart(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    boolean isFunction = at < text.length() && text.charAt(at) == '(';
    if (isFunction) {
      open(word.toLowerCase(Locale.ROOT), start);
    } else if (HEX.matcher(word).matches() || NamedColors.contains(word)) {
      add(text, start);
    }
  }

  private void open(String name, int start) {
    if (CssText.isBareUrl(text, at)) {
      at = CssText.urlEnd(text, at);
      return;
    }
    at++;
    functions.push(new Open(name, start));
    covering += isCovering(name) ? 1 : 0;
    if (name.equals("var")) {
      variable(start);
    }
  }

  private void variable(int start) {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    int nameStart = at;
    while (at < text.length() && CssText.isWordPart(text.charAt(at))) {
      at++;
    }
    String name = text.substring(nameStart, at);
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    boolean hasFallback = at < text.length() && text.charAt(at) == ',';
    variables.add(new Variable(name, hasFallback, start));
    functions.element().usesVariable = true;
  }

  private void close() {
    at++;
    Open closed = functions.poll();
    if (closed == null) {
      return;
    }
    covering -= isCovering(closed.name) ? 1 : 0;
    Open around = functions.peek();
    if (closed.usesVariable) {
      if (around != null) {
        around.usesVariable = true;
      }
    } else if (COLOR_FUNCTIONS.contains(closed.name)) {
      add(text, closed.offset);
    }
  }

  /** A fallback of a custom property may be written out, and parts of a colour are none. */
  private static boolean isCovering(String function) {
    return function.equals("var") || COLOR_FUNCTIONS.contains(function);
  }

  private void add(String written, int offset) {
    if (covering == 0) {
      String color = written.substring(offset, at);
      colors.add(new Color(color, NamedColors.contains(color), offset));
    }
  }
}
