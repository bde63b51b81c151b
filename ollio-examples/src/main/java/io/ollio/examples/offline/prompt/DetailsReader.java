package io.ollio.examples.offline.prompt;

import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.Details;
import io.ollio.examples.offline.text.Grammar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what only some kinds care about: services to log in with, the end of a countdown, a place.
 */
final class DetailsReader {
  private static final List<String> PROVIDERS =
      List.of(
          "Google", "GitHub", "Apple", "Facebook", "Microsoft", "LinkedIn", "Twitter", "GitLab");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String MONTH =
      "(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?";
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d(?:t\\d\\d:\\d\\d)?)|"
              + MONTH
              + " (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?|(\\d{1,2})(?:st|nd|rd|th)?(?: of)? "
              + MONTH
              + "(?:,? (\\d{4}))?");
  private static final Pattern SPAN =
      Pattern.compile(Numbers.PATTERN + "[\\s-]*(second|sec|minute|min|hour|day|week|month)s?\\b");
  private static final Map<String, String> FEASTS =
      Map.of(
          "new year",
          "01-01",
          "christmas",
          "12-25",
          "halloween",
          "10-31",
          "valentine",
          "02-14",
          "xmas",
          "12-25");
  private static final Pattern PLACE =
      Pattern.compile("\\b(?:in|for|of) ((?:\\p{Lu}[\\p{L}'.-]+)(?: \\p{Lu}[\\p{L}'.-]+){0,2})");
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("remember", "remember"),
          Map.entry("forgot", "forgot"),
          Map.entry("sign[ -]?up|register|create account", "footnote"),
          Map.entry("terms", "terms"),
          Map.entry("button|cta", "button"),
          Map.entry("subtitle|description|intro", "lead"),
          Map.entry("prices?", "price"),
          Map.entry("cart", "cart"),
          Map.entry("yearly|toggle|switch", "toggle"));

  Details read(Prompt prompt, ComponentKind kind, int count) {
    String lower = prompt.lower();
    return new Details(
        count,
        kind == ComponentKind.LOGIN || kind == ComponentKind.SIGNUP ? providers(lower) : List.of(),
        kind == ComponentKind.COUNTDOWN ? until(lower).orElse(null) : null,
        kind == ComponentKind.WEATHER ? place(prompt).orElse(null) : null,
        leftOut(lower));
  }

  /** The name of the feast that a countdown runs to, for its heading. */
  Optional<String> feast(String lower) {
    return FEASTS.keySet().stream().filter(lower::contains).findFirst().map(Grammar::heading);
  }

  private static List<String> providers(String lower) {
    List<String> named =
        PROVIDERS.stream()
            .filter(name -> Phrase.pattern(name.toLowerCase(Locale.ROOT)).matcher(lower).find())
            .toList();
    boolean social = lower.matches("(?s).*\\bsocial\\b.*|.*\\boauth\\b.*|.*\\bsso\\b.*");
    return named.isEmpty() && social ? PROVIDERS.subList(0, 2) : named;
  }

  private static Optional<String> until(String lower) {
    Matcher date = DATE.matcher(lower);
    if (date.find()) {
      return Optional.of(dateOf(date));
    }
    for (Map.Entry<String, String> feast : FEASTS.entrySet()) {
      if (lower.contains(feast.getKey())) {
        return Optional.of(feast.getValue());
      }
    }
    Matcher span = SPAN.matcher(lower);
    return span.find() ? Optional.of("+" + seconds(span)) : Optional.empty();
  }

  private static String dateOf(Matcher date) {
    if (date.group(1) != null) {
      return date.group(1).toUpperCase(Locale.ROOT);
    }
    boolean monthFirst = date.group(2) != null;
    String month = monthFirst ? date.group(2) : date.group(6);
    String day = monthFirst ? date.group(3) : date.group(5);
    String year = monthFirst ? date.group(4) : date.group(7);
    int number = MONTHS.indexOf(month.substring(0, 3)) + 1;
    int inMonth = Math.max(1, Math.min(31, Integer.parseInt(day)));
    String dayOfYear = String.format(Locale.ROOT, "%02d-%02d", number, inMonth);
    return year == null ? dayOfYear : year + "-" + dayOfYear;
  }

  private static long seconds(Matcher span) {
    long unit =
        switch (span.group(2)) {
          case "second", "sec" -> 1;
          case "minute", "min" -> 60;
          case "hour" -> 3_600;
          case "day" -> 86_400;
          case "week" -> 604_800;
          default -> 2_592_000;
        };
    return Numbers.value(span.group(1)) * unit;
  }

  private static Optional<String> place(Prompt prompt) {
    Matcher place = PLACE.matcher(prompt.text());
    return place.find() ? Optional.of(place.group(1)) : Optional.empty();
  }

  private static Set<String> leftOut(String lower) {
    Set<String> parts = new LinkedHashSet<>();
    LEFT_OUT.forEach(
        (words, part) -> {
          String regex = "\\b(?:without|no)\\s+(?:an?\\s+|any\\s+|the\\s+)?(?:" + words + ")";
          if (Pattern.compile(regex).matcher(lower).find()) {
            parts.add(part);
          }
        });
    return parts;
  }
}
