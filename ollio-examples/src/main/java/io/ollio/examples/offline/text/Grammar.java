package io.ollio.examples.offline.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The little English that headings and answers need. */
public final class Grammar {
  private static final Set<String> SMALL_WORDS =
      Set.of("a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with");

  private Grammar() {}

  /** The text with a large first letter. */
  public static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
  }

  /** A heading: "dog walking service" becomes "Dog Walking Service". */
  public static String heading(String text) {
    String joined =
        Stream.of(text.trim().split("\\s+", -1))
            .map(word -> SMALL_WORDS.contains(word) ? word : capitalized(word))
            .collect(Collectors.joining(" "));
    return capitalized(joined);
  }

  /** "a, b and c"; empty for no words. */
  public static String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** "a login form", "an image gallery". */
  public static String withArticle(String noun) {
    boolean vowel = !noun.isEmpty() && "aeiou".indexOf(Character.toLowerCase(noun.charAt(0))) >= 0;
    return (vowel || noun.startsWith("FAQ") ? "an " : "a ") + noun;
  }

  /** One or two letters that stand for a name. */
  public static String initials(String name) {
    String[] words = name.trim().split("[\\s-]+", -1);
    String letters =
        Stream.of(words[0], words.length > 1 ? words[words.length - 1] : "")
            .filter(word -> !word.isEmpty())
            .map(word -> new String(Character.toChars(word.codePointAt(0))))
            .collect(Collectors.joining());
    return letters.toUpperCase(Locale.ROOT);
  }

  /** A word for use in an id or a file name: lower case, letters, digits and hyphens only. */
  public static String slug(String text) {
    String slug = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum}]+", "-");
    return slug.replaceAll("^-+|-+$", "");
  }

  /** The text cut to a length, with an ellipsis when something is missing. */
  public static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
  }
}
