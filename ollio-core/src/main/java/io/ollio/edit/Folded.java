package io.ollio.edit;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text made comparable, with the way back: every char of {@link #text()} knows the range of the
 * raw text it stands for. Chars that come from one range can only be matched together.
 */
final class Folded {
  /** Base and marks normalized together; Unicode's stream-safe format allows 30 marks. */
  private static final int CLUSTER_LIMIT = 32;

  private final String text;
  private final int[] starts;
  private final int[] ends;

  private Folded(String text, int[] starts, int[] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** Every CR LF becomes one line feed. */
  static Folded lineEndings(String raw) {
    if (!raw.contains("\r\n")) {
      return new Folded(raw, new int[0], new int[0]);
    }
    Builder folded = new Builder(raw);
    int at = 0;
    while (at < raw.length()) {
      at = isCrLf(raw, at) ? folded.emit("\n", at, at + 2) : folded.emitChar(at);
    }
    return folded.build();
  }

  /**
   * Line endings as above; typographic quotes, dashes, spaces, ellipses, ligatures and full-width
   * forms become plain ones; zero-width chars vanish; composed and decomposed letters agree.
   */
  static Folded lookAlikes(String raw) {
    Builder folded = new Builder(raw);
    int at = 0;
    while (at < raw.length()) {
      if (isCrLf(raw, at)) {
        at = folded.emit("\n", at, at + 2);
      } else if (isPlain(raw, at)) {
        at = folded.emitChar(at);
      } else {
        int end = clusterEnd(raw, at);
        at = folded.emit(plainForm(raw.substring(at, end)), at, end);
      }
    }
    return folded.build();
  }

  String text() {
    return text;
  }

  int length() {
    return text.length();
  }

  /** Raw offset where the source of this char begins. */
  int start(int index) {
    return starts.length == 0 ? index : starts[index];
  }

  /** Raw offset where the source of this char ends. */
  int end(int index) {
    return ends.length == 0 ? index + 1 : ends[index];
  }

  /** Whether the raw text can be cut before this char. */
  boolean isBoundary(int index) {
    return index == 0 || index == text.length() || start(index) != start(index - 1);
  }

  private static boolean isCrLf(String raw, int at) {
    return raw.charAt(at) == '\r' && at + 1 < raw.length() && raw.charAt(at + 1) == '\n';
  }

  private static boolean isPlain(String raw, int at) {
    char c = raw.charAt(at);
    boolean alone = at + 1 == raw.length() || raw.charAt(at + 1) < 0x300;
    return c < ' ' || (c < 0x80 && alone);
  }

  private static int clusterEnd(String raw, int at) {
    int end = at + Character.charCount(raw.codePointAt(at));
    while (end < raw.length() && end - at < CLUSTER_LIMIT && joins(raw.codePointAt(end))) {
      end += Character.charCount(raw.codePointAt(end));
    }
    return end;
  }

  private static boolean joins(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> codePoint >= 0x1160 && codePoint <= 0x11FF; // Hangul vowels and finals
    };
  }

  private static String plainForm(String cluster) {
    StringBuilder plain = new StringBuilder();
    cluster.codePoints().forEach(codePoint -> appendPlain(plain, codePoint));
    return Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  private static void appendPlain(StringBuilder plain, int codePoint) {
    switch (codePoint) {
      case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x02BC, 0x00B4 -> plain.append('\'');
      case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033 -> plain.append('"');
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63 ->
          plain.append('-');
      case 0x00A0, 0x1680, 0x202F, 0x205F, 0x3000 -> plain.append(' ');
      case 0x2026 -> plain.append("...");
      case 0xFB00 -> plain.append("ff");
      case 0xFB01 -> plain.append("fi");
      case 0xFB02 -> plain.append("fl");
      case 0xFB03 -> plain.append("ffi");
      case 0xFB04 -> plain.append("ffl");
      case 0x00AD, 0x200B, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F -> {} // invisible: nothing to compare
      default -> plain.appendCodePoint(narrow(codePoint));
    }
  }

  private static int narrow(int codePoint) {
    if (codePoint >= 0xFF01 && codePoint <= 0xFF5E) {
      return codePoint - 0xFEE0; // full-width ASCII
    }
    return codePoint >= 0x2000 && codePoint <= 0x200A ? ' ' : codePoint;
  }

  private static final class Builder {
    private final String raw;
    private final StringBuilder text;
    private int[] starts;
    private int[] ends;

    Builder(String raw) {
      this.raw = raw;
      this.text = new StringBuilder(raw.length());
      this.starts = new int[raw.length() + 1];
      this.ends = new int[raw.length() + 1];
    }

    int emitChar(int at) {
      mark(text.length(), 1, at, at + 1);
      text.append(raw.charAt(at));
      return at + 1;
    }

    int emit(String form, int start, int end) {
      mark(text.length(), form.length(), start, end);
      text.append(form);
      return end;
    }

    Folded build() {
      return new Folded(text.toString(), starts, ends);
    }

    private void mark(int from, int count, int start, int end) {
      if (from + count > starts.length) {
        starts = Arrays.copyOf(starts, (from + count) * 2);
        ends = Arrays.copyOf(ends, (from + count) * 2);
      }
      Arrays.fill(starts, from, from + count, start);
      Arrays.fill(ends, from, from + count, end);
    }
  }
}
