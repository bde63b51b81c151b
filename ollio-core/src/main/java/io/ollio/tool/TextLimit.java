package io.ollio.tool;

import java.util.regex.Pattern;

/** Cuts long texts in the middle, where logs and listings say least. */
public final class TextLimit {
  private static final Pattern NOTE = Pattern.compile("… [0-9]+ characters left out …");

  private TextLimit() {}

  /**
   * The text itself when it has at most {@code max} characters, else its beginning and end with a
   * note between them that says how much is missing.
   */
  public static String cutMiddle(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    String note = "\n… " + (text.length() - max) + " characters left out …\n";
    int head = whole(text, max / 2);
    int tail = whole(text, text.length() - (max - max / 2));
    return text.substring(0, head) + note + text.substring(tail);
  }

  /** Whether the text holds a note that something was left out: such a text is not whole. */
  public static boolean isCut(String text) {
    return NOTE.matcher(text).find();
  }

  /** The index, moved down by one where it would split a surrogate pair. */
  private static int whole(String text, int index) {
    return index > 0
            && index < text.length()
            && Character.isLowSurrogate(text.charAt(index))
            && Character.isHighSurrogate(text.charAt(index - 1))
        ? index - 1
        : index;
  }
}
