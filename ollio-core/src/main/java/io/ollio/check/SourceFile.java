package io.ollio.check;

import io.ollio.file.FilePath;
import java.util.Arrays;

/** A text file that knows its lines. */
final class SourceFile {
  private static final int MAX_EXCERPT = 60;

  private final FilePath path;
  private final String text;
  private final int[] lineStarts;

  SourceFile(FilePath path, String text) {
    this.path = path;
    this.text = text;
    int[] starts = new int[16];
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
      starts[count++] = at + 1;
    }
    this.lineStarts = Arrays.copyOf(starts, count);
  }

  FilePath path() {
    return path;
  }

  String text() {
    return text;
  }

  /** Line of an offset, from 1. */
  int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** A short piece of text on one line, for messages. */
  static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_EXCERPT ? line : line.substring(0, MAX_EXCERPT) + "…";
  }

  /** Something in a file that never ends or fits nothing; carries the first one out of a scan. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String code;
    private final String problem;

    Fault(int offset, String code, String message) {
      super(message, null, false, false);
      this.offset = offset;
      this.code = code;
      this.problem = message;
    }

    int offset() {
      return offset;
    }

    String code() {
      return code;
    }

    String problem() {
      return problem;
    }
  }
}
