package io.ollio.examples.offline.prompt;

import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Patterns for words that are written in more than one way: plural, hyphen, one word or two. */
public final class Phrase {
  private static final String PLURAL = "(?:s|es)?";

  private Phrase() {}

  /** Finds the phrase as whole words, in the singular or the plural, in lower-case text. */
  public static Pattern pattern(String phrase) {
    return Pattern.compile("(?<![\\p{L}\\p{N}])" + regex(phrase) + "(?![\\p{L}\\p{N}])");
  }

  /** A regular expression for any of the phrases, longest first, for use inside a larger one. */
  public static String anyOf(Collection<String> phrases) {
    return phrases.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(Phrase::regex)
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  private static String regex(String phrase) {
    return Stream.of(phrase.split(" ", -1))
        .map(Phrase::word)
        .collect(Collectors.joining("[\\s-]*"));
  }

  /** "category" also finds "categories". */
  private static String word(String word) {
    return word.matches(".*[^aeiou]y")
        ? Pattern.quote(word.substring(0, word.length() - 1)) + "(?:y|ies)"
        : Pattern.quote(word) + PLURAL;
  }
}
