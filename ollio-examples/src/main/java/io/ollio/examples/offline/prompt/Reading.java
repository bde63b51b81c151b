package io.ollio.examples.offline.prompt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt while it is being read: what one reader has understood is blanked out, so that the next
 * one does not take the same words for something else. Used by one thread for one prompt.
 */
final class Reading {
  private static final Pattern UNQUOTED_END =
      Pattern.compile(
          "[,;\\n]|[.!?:](?=\\s|$)|(?=\\s(?:with|using|that|which|plus|including|having|where|whose|instead)\\b)"
              + "|(?=\\s(?:and|for|from|as|on)\\s[^\\p{Lu}‹])|(?=\\sin (?:an? )?(?:dark|light|\\p{Ll}+ (?:style|theme|colou?r|font)))");

  /** Where a text ends that a colon opened: it may hold any word. */
  private static final Pattern SENTENCE_END = Pattern.compile("[,;\\n]|[.!?](?=\\s|$)");

  private Prompt rest;

  Reading(Prompt prompt) {
    this.rest = prompt;
  }

  /** What nobody has understood yet. */
  Prompt rest() {
    return rest;
  }

  /** The same in lower case. */
  String lower() {
    return rest.lower();
  }

  /** Blanks out a stretch. */
  void claim(int start, int end) {
    rest = rest.without(start, end);
  }

  /**
   * Finds the pattern and, right behind it, a quoted text; claims both.
   *
   * @return the quoted text
   */
  Optional<String> quotedAfter(String regex) {
    return quoted(Pattern.compile("(?:" + regex + ")\\s*[:=]?\\s*" + Prompt.QUOTE));
  }

  /** Finds a quoted text and, right behind it, the pattern; claims both. */
  Optional<String> quotedBefore(String regex) {
    return quoted(Pattern.compile(Prompt.QUOTE + "\\s+(?:" + regex + ")"));
  }

  /**
   * Finds the pattern and takes the words behind it up to the next natural end; claims both.
   *
   * @param capital whether the words must begin with a large letter
   */
  Optional<String> wordsAfter(String regex, boolean capital) {
    Matcher matcher =
        Pattern.compile("(?:" + regex + ")\\s*[:=]?\\s+(?=[^\\s,.;:])").matcher(lower());
    if (!matcher.find()) {
      return Optional.empty();
    }
    String after = rest.text().substring(matcher.end());
    boolean opened = matcher.group().matches("(?s).*[:=]\\s*");
    Matcher end = (opened ? SENTENCE_END : UNQUOTED_END).matcher(after);
    String words = end.find() ? after.substring(0, end.start()) : after;
    boolean fits = !capital || Character.isUpperCase(after.codePointAt(0));
    boolean usable = fits && !words.isBlank() && words.length() <= 80;
    if (usable) {
      String value = rest.restored(words).strip();
      claim(matcher.start(), matcher.end() + words.length());
      return Optional.of(value);
    }
    return Optional.empty();
  }

  /** The first quoted text that nobody has claimed; claims it. */
  Optional<String> anyQuote() {
    return quoted(Pattern.compile(Prompt.QUOTE));
  }

  private Optional<String> quoted(Pattern pattern) {
    Matcher matcher = pattern.matcher(lower());
    if (!matcher.find()) {
      return Optional.empty();
    }
    String quote = rest.quotes().get(Integer.parseInt(matcher.group(1)));
    claim(matcher.start(), matcher.end());
    return Optional.of(quote);
  }
}
