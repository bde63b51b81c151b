package io.ollio.design;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the declarations of a style sheet (CSS Syntax Module Level 3, nested rules included).
 * Lenient: what never ends, ends with the text; the general check complains about that.
 */
final class CssDeclarations {
  private static final Pattern DECLARATION =
      Pattern.compile("\\s*(--[^\\s:;(){}]*|-?[A-Za-z_][A-Za-z0-9_-]*)\\s*:");
  private static final Pattern PROPERTY_RULE = Pattern.compile("\\s*@property\\s+(--[\\w-]+)\\s*");

  /** Hears what is found. */
  interface Listener {
    /**
     * A declaration.
     *
     * @param property its name, in lower case unless it is a custom property
     * @param value what follows the colon, comments blanked out
     * @param offset where the value begins
     */
    void onDeclaration(String property, String value, int offset);

    /** A statement that begins with an at sign and has no block, e.g. {@code @import}. */
    void onAtRule(String statement);
  }

  private final StringBuilder text;
  private final int shift;
  private final Listener listener;
  private int at;
  private int start;
  private int blocks;
  private int parentheses;

  private CssDeclarations(String part, int shift, boolean isInside, Listener listener) {
    this.text = new StringBuilder(part);
    this.shift = shift;
    this.listener = listener;
    this.blocks = isInside ? 1 : 0;
  }

  /**
   * Scans a part of a text.
   *
   * @param isInside whether it is the inside of a block, as a style attribute is
   */
  static void scan(String text, int from, int to, boolean isInside, Listener listener) {
    new CssDeclarations(text.substring(from, to), from, isInside, listener).scan();
  }

  private void scan() {
    while (at < text.length()) {
      step(text.charAt(at));
    }
    statement(text.length());
  }

  private void step(char c) {
    switch (c) {
      case '"', '\'' -> at = CssText.stringEnd(text, at);
      case '\\' -> at += 2;
      case '/' -> comment();
      case '(', '[' -> open();
      case ')', ']' -> {
        parentheses = Math.max(0, parentheses - 1);
        at++;
      }
      case '{' -> {
        prelude();
        blocks++;
        next();
      }
      case '}' -> {
        statement(at);
        blocks = Math.max(0, blocks - 1);
        next();
      }
      case ';' -> {
        if (parentheses == 0) {
          statement(at);
          next();
        } else {
          at++;
        }
      }
      default -> at++;
    }
  }

  private void next() {
    parentheses = 0;
    start = ++at;
  }

  private void open() {
    if (CssText.isBareUrl(text, at)) {
      at = CssText.urlEnd(text, at);
    } else {
      parentheses++;
      at++;
    }
  }

  private void comment() {
    if (at + 1 >= text.length() || text.charAt(at + 1) != '*') {
      at++;
      return;
    }
    int close = text.indexOf("*/", at + 2);
    int end = close < 0 ? text.length() : close + 2;
    for (; at < end; at++) {
      text.setCharAt(at, ' ');
    }
  }

  private void prelude() {
    String prelude = text.substring(start, at);
    Matcher rule = PROPERTY_RULE.matcher(prelude);
    if (rule.matches()) {
      listener.onDeclaration(rule.group(1), "", shift + at);
    } else if (prelude.stripLeading().startsWith("--")) {
      declaration(at); // a custom property whose value is a block
    }
  }

  private void statement(int end) {
    String statement = text.substring(start, end).strip();
    if (statement.startsWith("@")) {
      listener.onAtRule(statement);
    } else if (blocks > 0 && !statement.isEmpty()) {
      declaration(end);
    }
  }

  private void declaration(int end) {
    Matcher found = DECLARATION.matcher(text).region(start, end);
    if (found.lookingAt()) {
      String name = found.group(1);
      listener.onDeclaration(
          name.startsWith("--") ? name : name.toLowerCase(Locale.ROOT),
          text.substring(found.end(), end),
          shift + found.end());
    }
  }
}
