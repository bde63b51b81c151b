package io.ollio.edit;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The wording of placeholders, matched against the whole of a comment reduced to lower-case words
 * with single blanks between.
 */
final class PlaceholderPhrases {
  private static final String CODE =
      "(?:code|codebase|files?|contents?|styles?|stylesheet|css|html|jsx|markup|components?|functions?"
          + "|methods?|class(?:es)?|imports?|logic|implementation|body|script|template|page|sections?"
          + "|module|definitions|declarations|rules|handlers|hooks|routes|types|helpers|selectors"
          + "|layout|app|tests|config|configuration)";
  private static final String DATA =
      "(?:items|fields|rows|props|state|data|elements|entries|options|cards|links|properties|columns"
          + "|variables|constants|buttons|parts?|lines|stuff|things|cases)";
  private static final String THING = "(?:" + CODE + "|" + DATA + ")";
  private static final String THE = "(?:(?:the|your|our|my|all|any|of|this|these|those) )*";
  private static final String OLD = "(?:existing|original|previous|remaining)";
  private static final String OLD_OR_OTHER =
      "(?:existing|original|previous|remaining|other|current)";
  private static final String REST = "(?:rest|remainder)";
  private static final String WORDS = "(?:\\w+ ){0,4}?";

  /** "stays exactly the same as before", "unchanged", "goes here", "omitted for brevity". */
  private static final String KEPT =
      "(?:(?:is|are|was|stays?|remains?|goes|go|left|kept|will|should|must|be|exactly|completely|all"
          + "|the|as|it) )*"
          + "(?:unchanged|same|here|untouched|intact|identical|unmodified|omitted|elided"
          + "|as is|as it is|as it was|as they are|as before|as above)"
          + "(?: (?:as|to|the|before|above|previous|previously|original|version|file|in|for|brevity"
          + "|clarity|now|from|here|and|unchanged))*";

  private static final String KEEP =
      "(?:please )?(?:keep|leave|retain|preserve|insert|paste|put|include|add|copy) ";

  /** No honest comment says this, whatever else the file holds. */
  private static final Pattern SURE =
      alternatives(
          "(?:" + KEEP + ")?" + THE + REST + " " + KEPT,
          "(?:" + KEEP + ")?" + THE + REST + " of " + WORDS + CODE + " " + KEPT,
          "(?:" + KEEP + ")?" + THE + OLD + " " + WORDS + CODE + " " + KEPT,
          WORDS + "(?:omitted|truncated|elided|abbreviated) for (?:brevity|clarity|space)");

  private static final List<String> SURE_WORDS =
      List.of(
          "...",
          "…",
          "rest",
          "remain",
          "existing",
          "original",
          "previous",
          "omitted",
          "truncated",
          "elided",
          "abbreviated");

  /** A placeholder if an ellipsis says that something is left out. */
  private static final Pattern WITH_ELLIPSIS =
      alternatives(
          "(?:" + KEEP + ")?" + THE + REST + " of " + WORDS + "\\w+ " + KEPT,
          THE + REST + " of " + WORDS + THING,
          THE + REST + " of " + THE + "\\w+(?: \\w+)?",
          THE + OLD + " " + WORDS + CODE,
          REST + " " + CODE,
          KEEP + THE + "(?:rest|remaining|existing|others?|original)(?: \\w+){0,4}",
          WORDS + CODE + " " + KEPT);

  /** A placeholder if the ellipsis stands in front. */
  private static final Pattern AFTER_ELLIPSIS =
      alternatives(
          "(?:and |plus )?" + THE + "(?:rest|remainder|remaining|existing|unchanged|others?|same)",
          "(?:and |plus )?" + THE + OLD_OR_OTHER + " " + WORDS + THING,
          "(?:and )?(?:\\w+ )?(?:more|additional|further|similar|same) "
              + WORDS
              + THING
              + "(?: here| follow| below| go here)?",
          "(?:and )?(?:everything|all|nothing) else(?: " + KEPT + ")?",
          "(?:repeat|same|continue) (?:for|with|as)(?: \\w+){1,5}",
          WORDS + THING + " " + KEPT,
          "unchanged " + WORDS + THING,
          "no changes?(?: here| below| above| needed)?",
          "and so on",
          "etc");

  /** A placeholder if the file has lost code. */
  private static final Pattern IF_SHRUNK =
      alternatives(
          THE + REST + "(?: of " + WORDS + THING + ")?",
          "(?:" + KEEP + ")?" + THE + REST + " of " + WORDS + "\\w+ " + KEPT,
          THE + "(?:existing|remaining) " + WORDS + CODE,
          "(?:" + KEEP + ")?" + THE + OLD_OR_OTHER + " " + WORDS + THING + " " + KEPT,
          KEEP + THE + "(?:existing|remaining|rest of) " + WORDS + THING,
          "(?:" + KEEP + ")?(?:everything|all) else " + KEPT,
          WORDS + CODE + " " + KEPT,
          "unchanged(?: " + WORDS + THING + ")?",
          "same as (?:before|above|the original)",
          "no changes?(?: here| below| above| needed)?");

  private PlaceholderPhrases() {}

  /** An ellipsis at an edge of the comment. */
  enum Ellipsis {
    NONE,
    AFTER,
    BEFORE
  }

  /**
   * Whether a whole file could hold a sure placeholder at all: one of the words that each of them
   * has, or an ellipsis. Spares most files the look at every line.
   */
  static boolean mayHoldSure(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return SURE_WORDS.stream().anyMatch(lower::contains);
  }

  static boolean isSure(String words, Ellipsis ellipsis) {
    return SURE.matcher(words).matches()
        || (ellipsis != Ellipsis.NONE && WITH_ELLIPSIS.matcher(words).matches())
        || (ellipsis == Ellipsis.BEFORE && AFTER_ELLIPSIS.matcher(words).matches());
  }

  /** Whether the words could be a placeholder or an honest remark. */
  static boolean isPossible(String words, Ellipsis ellipsis) {
    return words.isEmpty() ? ellipsis != Ellipsis.NONE : IF_SHRUNK.matcher(words).matches();
  }

  private static Pattern alternatives(String... phrases) {
    return Pattern.compile(String.join("|", phrases));
  }
}
