package io.ollio.design;

import io.ollio.file.FilePath;
import java.util.Arrays;

/** A text file that knows its lines. */
final class Source {
  private final FilePath path;
  private final String text;
  private final int[] lineFeeds;

  Source(FilePath path, String text) {
    this.path = path;
    this.text = text;
    this.lineFeeds =
        java.util.stream.IntStream.range(0, text.length())
            .filter(at -> text.charAt(at) == '\n')
            .toArray();
  }

  FilePath path() {
    return path;
  }

  String text() {
    return text;
  }

  /** Line of an offset, from 1. */
  int line(int offset) {
    int found = Arrays.binarySearch(lineFeeds, offset);
    return found >= 0 ? found + 1 : -found;
  }
}
