package io.ollio;

/**
 * Text that every store can hold: without NUL, which PostgreSQL refuses, and without a lone half of
 * a surrogate pair, which has no UTF-8 form. Values refuse other text when people give it, and
 * clean it when machines have made it.
 */
public final class StorableText {
  private static final char REPLACEMENT = '\uFFFD';

  private StorableText() {}

  /**
   * Returns the text.
   *
   * @throws InvalidInput when it holds a NUL or a lone surrogate; names the field and the place
   */
  public static String check(String value, String field) {
    int bad = firstBad(value, 0);
    if (bad >= 0) {
      throw new InvalidInput(
          field,
          "has "
              + (value.charAt(bad) == '\0' ? "a NUL character" : "half a surrogate pair")
              + " at position "
              + bad);
    }
    return value;
  }

  /** The text with each NUL and each lone surrogate replaced by U+FFFD. */
  public static String clean(String value) {
    int bad = firstBad(value, 0);
    if (bad < 0) {
      return value;
    }
    StringBuilder cleaned = new StringBuilder(value);
    for (; bad >= 0; bad = firstBad(value, bad + 1)) {
      cleaned.setCharAt(bad, REPLACEMENT);
    }
    return cleaned.toString();
  }

  /** The cleaned text, cut to so many characters with an ellipsis as the last one. */
  public static String cut(String value, int max) {
    return clean(value.length() <= max ? value : value.substring(0, max - 1) + "…");
  }

  /** The position of the first character that is NUL or half a pair, -1 when there is none. */
  private static int firstBad(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\0' || (Character.isSurrogate(c) && !isPair(value, i))) {
        return i;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
      }
    }
    return -1;
  }

  private static boolean isPair(String value, int high) {
    return Character.isHighSurrogate(value.charAt(high))
        && high + 1 < value.length()
        && Character.isLowSurrogate(value.charAt(high + 1));
  }
}
