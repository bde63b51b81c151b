package io.ollio.examples.offline.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads enumerations such as "coffee, tea and cake". */
final class ListReader {
  private static final Pattern END =
      Pattern.compile(
          "[;\\n]|[.!](?=\\s|$)|\\s(?:with|using|where|that|which|so that|each|all in|in(?= (?:\\p{Ll}|(?:English|German|French|Spanish|Italian|Polish|Dutch|Portuguese)\\b))|on an?|below|above)\\b");
  private static final Pattern SEPARATOR =
      Pattern.compile(
          "\\s*(?:(?<!\\d),|,(?!\\d{3}(?!\\d)))\\s*(?:and\\s+|or\\s+|&\\s*)?|\\s+(?:and|or|plus)\\s+|\\s*&\\s+|(?<=\\?)\\s+");
  private static final Pattern FILLER =
      Pattern.compile(
          "^(?:and|or|an?|the|some|my|our|another)(?:\\s+|$)", Pattern.CASE_INSENSITIVE);

  private ListReader() {}

  /** The entries that stand at a position of the text, up to the end of the enumeration. */
  static List<Entry> read(String text, int position) {
    Matcher end = END.matcher(text).region(position, text.length());
    int last = end.find() ? end.start() : text.length();
    List<Entry> entries = new ArrayList<>();
    Matcher separator = SEPARATOR.matcher(text).region(position, last);
    int start = position;
    while (separator.find()) {
      if (isInBrackets(text, start, separator.start())) {
        continue;
      }
      add(entries, text, start, separator.start());
      start = separator.end();
    }
    add(entries, text, start, last);
    return entries;
  }

  /** "a size (small, large)" is one entry. */
  private static boolean isInBrackets(String text, int start, int position) {
    int opened = text.lastIndexOf('(', position);
    return opened >= start && text.lastIndexOf(')', position) < opened;
  }

  private static void add(List<Entry> entries, String text, int start, int end) {
    if (end > start && !text.substring(start, end).isBlank()) {
      entries.add(new Entry(text.substring(start, end).strip(), start, end));
    }
  }

  /**
   * One entry of an enumeration.
   *
   * @param raw the words as written
   * @param start position in the text
   * @param end position behind it
   */
  record Entry(String raw, int start, int end) {
    /** The words without a leading article. */
    String words() {
      return FILLER.matcher(raw).replaceFirst("");
    }
  }
}
