package io.ollio.design;

/** Steps over the parts of CSS in which no sign means anything. */
final class CssText {
  private CssText() {}

  /** The place after the string that begins here; a line break ends it, too. */
  static int stringEnd(CharSequence text, int at) {
    char quote = text.charAt(at);
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote || c == '\n') {
        return i + 1;
      }
    }
    return text.length();
  }

  /** Whether this opening bracket belongs to {@code url(} with an address without quotes. */
  static boolean isBareUrl(CharSequence text, int open) {
    boolean isUrl =
        open >= 3
            && text.subSequence(open - 3, open).toString().equalsIgnoreCase("url")
            && (open == 3 || !isWordPart(text.charAt(open - 4)));
    int first = open + 1;
    while (first < text.length() && text.charAt(first) <= ' ') {
      first++;
    }
    return isUrl
        && first < text.length()
        && text.charAt(first) != '"'
        && text.charAt(first) != '\'';
  }

  /** The place after the closing bracket of a bare address. */
  static int urlEnd(CharSequence text, int open) {
    for (int i = open + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == ')') {
        return i + 1;
      }
    }
    return text.length();
  }

  static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c > 127;
  }
}
