package io.ollio.edit;

import java.util.Arrays;

/**
 * A text cut at its line feeds: always one piece more than there are line feeds, so the last piece
 * is empty when the text ends with one. A carriage return before a line feed belongs to the ending.
 */
final class Pieces {
  private final String text;
  private final int[] starts;

  Pieces(String text) {
    this.text = text;
    int[] found = new int[16];
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (count == found.length) {
        found = Arrays.copyOf(found, count * 2);
      }
      found[count++] = at + 1;
    }
    this.starts = Arrays.copyOf(found, count);
  }

  int count() {
    return starts.length;
  }

  int start(int index) {
    return starts[index];
  }

  /** Where the piece ends and its line ending begins. */
  int contentEnd(int index) {
    if (index == starts.length - 1) {
      return text.length();
    }
    int feed = starts[index + 1] - 1;
    return feed > starts[index] && text.charAt(feed - 1) == '\r' ? feed - 1 : feed;
  }

  /** Where the next piece starts, or the end of the text. */
  int end(int index) {
    return index == starts.length - 1 ? text.length() : starts[index + 1];
  }

  String content(int index) {
    return text.substring(starts[index], contentEnd(index));
  }

  /** The line ending after the piece; empty after the last one. */
  String ending(int index) {
    return text.substring(contentEnd(index), end(index));
  }

  /** Which piece the char at this offset, or the end of the text, belongs to. */
  int indexAt(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 2;
  }
}
