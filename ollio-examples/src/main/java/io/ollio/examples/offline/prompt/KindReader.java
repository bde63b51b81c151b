package io.ollio.examples.offline.prompt;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the kinds of component that a prompt names. */
public final class KindReader {
  /** After these words a kind says what something is about, or where it goes, not what to build. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "(?:\\b(?:for|about|of|to|into|like|before|after|from|your)\\s+(?:an?|the|our|my)?\\s*(?:\\w+\\s+)?)$");

  private static final Pattern ADDED =
      Pattern.compile(
          "(?:\\b(?:with|and|plus|including|includes?|has|have|having|contains?|containing|then|by|also|add)\\b|[,&+:;])"
              + "(?:\\s+(?:an?|the|some|its|our|\\d+|one|two|three|four|five|six))?(?:\\s+[\\w-]+){0,2}\\s*$");

  private static final Pattern DETAIL =
      Pattern.compile(
          "^[\\s-]*(?:links?|buttons?|icons?|checkbox(?:es)?|labels?|texts?|titles?|colou?rs?|modes?|toggles?|options?"
              + "|fields?|inputs?|names?|urls?|bars? chart|data)\\b");

  private final List<Mentionable> phrases = new ArrayList<>();

  /** A reader of the kinds in the catalogue. */
  public KindReader(Catalogue catalogue) {
    for (Recipe recipe : catalogue.recipes()) {
      recipe.phrases().forEach(p -> phrases.add(new Mentionable(recipe.kind(), pattern(p), true)));
      recipe
          .weakPhrases()
          .forEach(p -> phrases.add(new Mentionable(recipe.kind(), pattern(p), false)));
    }
  }

  /** All kinds that the lower-case text names, in order; a longer phrase hides those inside it. */
  public List<Mention> mentions(String lower) {
    List<Mention> all = new ArrayList<>();
    for (Mentionable phrase : phrases) {
      Matcher matcher = phrase.pattern.matcher(lower);
      while (matcher.find()) {
        all.add(new Mention(phrase.kind, matcher.start(), matcher.end(), phrase.strong));
      }
    }
    all.sort(
        Comparator.comparingInt(Mention::start)
            .thenComparing(Comparator.comparingInt(Mention::end).reversed()));
    List<Mention> outer = new ArrayList<>();
    for (Mention mention : all) {
      if (outer.isEmpty() || outer.get(outer.size() - 1).end() <= mention.start()) {
        outer.add(mention);
      }
    }
    return outer;
  }

  /** The kind that the prompt is about: the first clear one, else the first vague one. */
  public Optional<Mention> main(Prompt prompt) {
    String lower = prompt.lower();
    List<Mention> candidates =
        mentions(lower).stream().filter(mention -> !isDetail(lower, mention)).toList();
    Optional<Mention> clear =
        candidates.stream()
            .filter(mention -> mention.strong() && !isAbout(lower, mention))
            .findFirst();
    Optional<Mention> vague =
        candidates.stream()
            .filter(mention -> !isAbout(lower, mention))
            .filter(mention -> mention.kind() != ComponentKind.BUTTON || !isAdded(lower, mention))
            .findFirst();
    boolean afterVague =
        clear.isPresent()
            && vague.isPresent()
            && !vague.get().strong()
            && isAdded(lower, clear.get());
    if (afterVague && vague.get().kind() == ComponentKind.LANDING) {
      return vague;
    }
    return clear.or(() -> vague).or(() -> candidates.stream().filter(Mention::strong).findFirst());
  }

  /** Further kinds that the same prompt wants on the page. */
  public List<ComponentKind> extras(Prompt prompt, Mention main) {
    String lower = prompt.lower();
    return mentions(lower).stream()
        .filter(mention -> mention.start() > main.start() && mention.kind() != main.kind())
        .filter(mention -> mention.strong() || isPartOfPage(main, mention))
        .filter(mention -> !isDetail(lower, mention))
        .filter(mention -> isAdded(lower, mention) && !isAbout(lower, mention))
        .map(Mention::kind)
        .distinct()
        .limit(4)
        .toList();
  }

  /** On a whole page "a menu" and "our team" are sections too. */
  private static boolean isPartOfPage(Mention main, Mention mention) {
    boolean section = mention.kind() == ComponentKind.CARDS || mention.kind() == ComponentKind.TEAM;
    return main.kind() == ComponentKind.LANDING && section;
  }

  private static boolean isAbout(String lower, Mention mention) {
    return ABOUT.matcher(before(lower, mention)).find();
  }

  private static boolean isAdded(String lower, Mention mention) {
    return ADDED.matcher(before(lower, mention)).find();
  }

  private static boolean isDetail(String lower, Mention mention) {
    return DETAIL.matcher(lower.substring(mention.end())).find();
  }

  private static String before(String lower, Mention mention) {
    return lower.substring(Math.max(0, mention.start() - 40), mention.start());
  }

  private static Pattern pattern(String phrase) {
    return Phrase.pattern(phrase);
  }

  /** A phrase that names a kind. */
  private record Mentionable(ComponentKind kind, Pattern pattern, boolean strong) {}

  /**
   * A place in a prompt where a kind is named.
   *
   * @param kind the kind
   * @param start position of its first letter
   * @param end position behind its last letter
   * @param strong whether these words name no other kind
   */
  public record Mention(ComponentKind kind, int start, int end, boolean strong) {}
}
