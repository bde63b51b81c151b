package io.ollio.examples.offline.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt prepared for reading: every quoted text is replaced by a mark, so that its words are not
 * taken for instructions.
 */
public final class Prompt {
  /** A pattern that finds the mark of a quoted text; group 1 is its number. */
  public static final String QUOTE = "‹(\\d+)›";

  private static final Pattern QUOTED =
      Pattern.compile(
          "\"([^\"]+)\"|“([^”]+)”|«([^»]+)»|‘([^’]+)’|`([^`]+)`"
              + "|(?<![\\p{L}\\p{N}])'((?:[^'\\n]|(?<=\\p{L})'(?=\\p{L}))+)'(?!\\p{L})");

  private static final Pattern BULLET = Pattern.compile("\\s*\\n\\s*(?:[-*•]|\\d{1,2}[.)])\\s+");

  private final String text;
  private final List<String> quotes;

  private Prompt(String text, List<String> quotes) {
    this.text = text;
    this.quotes = List.copyOf(quotes);
  }

  /** Prepares the words of a user. */
  public static Prompt of(String words) {
    List<String> quotes = new ArrayList<>();
    String tidy = words.replaceAll("[‹›]", " ").replaceAll("[ \\t]+", " ");
    Matcher quoted = QUOTED.matcher(BULLET.matcher(tidy).replaceAll(", "));
    String text =
        quoted.replaceAll(
            match -> {
              quotes.add(firstGroup(match));
              return "‹" + (quotes.size() - 1) + "›";
            });
    return new Prompt(text.strip(), quotes);
  }

  /** The words as written, quoted texts replaced by marks. */
  public String text() {
    return text;
  }

  /** The same in lower case, of the same length. */
  public String lower() {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      lower.setCharAt(i, Character.toLowerCase(lower.charAt(i)));
    }
    return lower.toString();
  }

  /** The quoted texts, in order. */
  public List<String> quotes() {
    return quotes;
  }

  /** Puts the quoted texts back in place of their marks. */
  public String restored(String part) {
    return Pattern.compile(QUOTE)
        .matcher(part)
        .replaceAll(
            match -> Matcher.quoteReplacement(quotes.get(Integer.parseInt(match.group(1)))));
  }

  /** This prompt without a stretch that was understood already: blanks stand in its place. */
  public Prompt without(int start, int end) {
    String rest = text.substring(0, start) + " ".repeat(end - start) + text.substring(end);
    return new Prompt(rest, quotes);
  }

  /** A part of this prompt, with the same quoted texts. */
  public Prompt part(String words) {
    return new Prompt(words.strip(), quotes);
  }

  private static String firstGroup(java.util.regex.MatchResult match) {
    for (int group = 1; group <= match.groupCount(); group++) {
      if (match.group(group) != null) {
        return match.group(group).strip();
      }
    }
    return "";
  }
}
