package io.ollio.examples.offline.prompt;

import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.component.Recipe;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.theme.ColorNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the entries of a component (plans, links, tasks, cards) and their prices. */
public final class ItemReader {
  private static final Pattern PRICE =
      Pattern.compile(
          "[$€£¥]\\s?\\d(?:[\\d,]*\\d)?(?:\\.\\d+)?(?:\\s?(?:/|per |a )\\s?\\p{L}+)?"
              + "|\\b\\d+(?:\\.\\d+)?\\s?(?:dollars?|euros?|pounds|usd|eur|gbp)\\b(?:\\s?(?:/|per |a )\\s?\\p{L}+)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PRICE_JOINT =
      Pattern.compile(
          "\\s*(?:[-–:=(]|\\b(?:at|for|costs?|costing|priced at|is))\\s*$",
          Pattern.CASE_INSENSITIVE);

  /** A name with a number behind it. */
  private static final Pattern NUMBERED = Pattern.compile("(\\p{L}.*?)\\s+(\\d+(?:\\.\\d+)?)");

  private static final Pattern CURRENCY =
      Pattern.compile("(?i)\\b(?:euros?|eur|pounds|gbp|dollars?|usd)\\b");

  /** Words of wishes that are no entries: "with coffee, tea and rounded corners". */
  private static final Pattern WISH =
      Pattern.compile(
          "#\\p{XDigit}{3}|\\b(?:accents?|buttons?|themes?|modes?|corners?|shadows?|colou?rs?|animations?|icons?|images?|pictures?|photos?|prices?"
              + "|search|filters?|filtering|sorting|sort|titles?|headings?|headlines?|toggle|logo|layout|style|hover|background"
              + "|text|font|fields?|inputs?|links?|ratings?|descriptions?|borders?|effects?|dark|light|responsive|placeholders?"
              + "|controls?|arrows?|dots|keyboard|avatars?|forms?|checkbox(?:es)?|badges?|sections?|side-?bars?|charts?|graphs?|nav(?:bar|igation)?|notifications?|widgets?|statistics|validation|highlight(?:s|ed|ing)?)\\b",
          Pattern.CASE_INSENSITIVE);

  /**
   * Words about the look alone are no entry, not even of a list: "stats: Sales, Returns, dark". In
   * capitals they are one: "features: Sync, Dark mode".
   */
  private static final Pattern LOOK =
      Pattern.compile(
          "(?:dark|light|rounded|minimal(?:ist)?|modern|responsive|mobile[- ]first)(?: (?:mode|theme|design|style))?"
              + "|(?:\\p{Ll}+ ){1,2}(?:colou?rs?|tones|shades|accents?)");

  /** A list behind these words belongs to them: "a filter for open and done items". */
  private static final Pattern BELONGS_TO_PART =
      Pattern.compile(
          "\\b(?:filter(?:s|ing)?|search(?: box| bar| field)?|sort(?:ing)?|toggle|switch|buttons?|icons?)\\s+$");

  private static final String LIST_INTRO =
      "\\s*(?:(?:called|named|titled|labell?ed|such as|like|for|from|to|of|being|are|:|-|–)\\s*)*:?\\s*(?!(?:with|in|on|that|which|using|and|where|each)\\b)";

  private static final Pattern PURPOSE = Pattern.compile("\\s+for (?:an?|my|our|your)\\s.*$");

  private final KindReader kinds;
  private final ColorNames colors;

  ItemReader(KindReader kinds, ColorNames colors) {
    this.kinds = kinds;
    this.colors = colors;
  }

  /** The user's entries, in order; claims their words. */
  List<Item> read(Reading reading, Recipe recipe) {
    if (recipe.items().isEmpty()) {
      return List.of();
    }
    String nouns = Phrase.anyOf(recipe.itemWords());
    List<Item> items = afterNoun(reading, nouns);
    if (items.isEmpty()) {
      items = enumerated(reading, "\\b(?:with|including|containing|showing|listing|:)\\s+", nouns);
    }
    if (items.isEmpty()) {
      items = enumerated(reading, "\\bfor\\s+(?!(?:an?|the|my|our|your|their|\\d+)\\b)", nouns);
    }
    boolean plans = recipe.kind() == ComponentKind.PRICING;
    return withPrices(plans ? withNumbers(items, reading) : items, reading);
  }

  /** "Free 0, Pro 19 and Team 49" are prices, "Level 1, Level 2" are names. */
  private static List<Item> withNumbers(List<Item> items, Reading reading) {
    List<Matcher> numbers = items.stream().map(item -> NUMBERED.matcher(item.name())).toList();
    boolean priced =
        items.stream().allMatch(item -> item.price() == null)
            && numbers.stream().allMatch(Matcher::matches)
            && numbers.stream().map(number -> number.group(1)).distinct().count() == items.size();
    if (!priced) {
      return items;
    }
    Matcher currency = CURRENCY.matcher(reading.rest().text());
    String unit = currency.find() ? currency.group() : "usd";
    return numbers.stream()
        .map(number -> new Item(number.group(1), sum(number.group(2), unit), null))
        .toList();
  }

  private static String sum(String number, String currency) {
    return number.equals("0") ? "Free" : tidyPrice(number + " " + currency);
  }

  /** How many entries the prompt asks for; 0 when it does not say. */
  int count(String lower, Recipe recipe) {
    if (recipe.itemWords().isEmpty()) {
      return 0;
    }
    Matcher matcher =
        Pattern.compile(
                "\\b"
                    + Numbers.PATTERN
                    + "[\\s-]+(?:[\\p{L}-]+\\s+){0,2}?"
                    + Phrase.anyOf(recipe.itemWords())
                    + "\\b")
            .matcher(lower);
    return matcher.find() ? Math.max(1, Math.min(12, Numbers.value(matcher.group(1)))) : 0;
  }

  /** One entry from words without quoted texts. */
  static Item item(String words) {
    return item(Prompt.of(words), words);
  }

  /** One entry from its words, for example "Pro for $12 a month". */
  public static Item item(Prompt prompt, String words) {
    String restored = prompt.restored(words).strip();
    Matcher price = PRICE.matcher(restored);
    if (price.find()) {
      String before = PRICE_JOINT.matcher(restored.substring(0, price.start())).replaceFirst("");
      String after = restored.substring(price.end()).replaceFirst("^\\s*\\)", "");
      return new Item(
          Grammar.capitalized((before + after).strip()), tidyPrice(price.group()), null);
    }
    Matcher free =
        Pattern.compile("(.+?)\\s*[-–:(]\\s*free\\)?$", Pattern.CASE_INSENSITIVE).matcher(restored);
    return free.matches()
        ? new Item(Grammar.capitalized(free.group(1)), "Free", null)
        : Item.named(Grammar.capitalized(restored));
  }

  /** "plans Free, Pro and Team", "tabs: Overview, Specs". */
  private List<Item> afterNoun(Reading reading, String nouns) {
    Matcher noun =
        Pattern.compile("\\b" + nouns + "(?:[\\s-]+" + nouns + ")*+\\b" + LIST_INTRO)
            .matcher(reading.lower());
    while (noun.find()) {
      List<Item> items =
          take(reading, ListReader.read(reading.rest().text(), noun.end()), noun.start(), true);
      if (!items.isEmpty()) {
        return items;
      }
    }
    return List.of();
  }

  /** "with coffee, tea and cake", "with Home, About and Contact links". */
  private List<Item> enumerated(Reading reading, String intro, String nouns) {
    Matcher matcher = Pattern.compile(intro).matcher(reading.lower());
    while (matcher.find()) {
      List<ListReader.Entry> entries =
          new ArrayList<>(ListReader.read(reading.rest().text(), matcher.end()));
      String before = reading.lower().substring(0, matcher.start());
      if (entries.size() >= 2 && !BELONGS_TO_PART.matcher(before).find()) {
        int last = entries.size() - 1;
        ListReader.Entry end = entries.get(last);
        String bare = end.raw().replaceFirst("(?i)\\s+" + nouns + "$", "");
        entries.set(last, new ListReader.Entry(bare, end.start(), end.end()));
        List<Item> items = take(reading, entries, matcher.start(), false);
        if (!items.isEmpty()) {
          return items;
        }
      }
    }
    return List.of();
  }

  /**
   * Makes items of at least two usable entries, up to the first unusable one; claims their place.
   */
  private List<Item> take(
      Reading reading, List<ListReader.Entry> entries, int start, boolean announced) {
    List<ListReader.Entry> usable =
        withoutPurpose(entries).stream().takeWhile(entry -> isUsable(entry, announced)).toList();
    if (usable.size() < 2) {
      return List.of();
    }
    List<Item> items = usable.stream().map(entry -> item(reading.rest(), entry.words())).toList();
    usable.forEach(entry -> reading.claim(entry.start(), entry.end()));
    reading.claim(start, usable.get(0).start());
    return items.subList(0, Math.min(12, items.size()));
  }

  /** In "with columns Doing and Done for a game studio" the end is about the whole. */
  private static List<ListReader.Entry> withoutPurpose(List<ListReader.Entry> entries) {
    int last = entries.size() - 1;
    if (last < 1 || entries.subList(0, last).stream().anyMatch(e -> e.raw().contains(" for "))) {
      return entries;
    }
    ListReader.Entry end = entries.get(last);
    String bare = PURPOSE.matcher(end.raw()).replaceFirst("");
    List<ListReader.Entry> shorter = new ArrayList<>(entries);
    int length = end.raw().length() - bare.length();
    shorter.set(last, new ListReader.Entry(bare, end.start(), end.end() - length));
    return shorter;
  }

  /**
   * Whether an entry is one, and not a further wish.
   *
   * @param announced whether a noun such as "links" said that entries follow
   */
  private boolean isUsable(ListReader.Entry entry, boolean announced) {
    String words = entry.words();
    if (words.contains("‹")) {
      return true;
    }
    boolean article = entry.raw().matches("(?i)(?:an?|the|its|some)\\s.*");
    boolean counted =
        words.matches("(?i)" + Numbers.PATTERN + "\\s.*") && !PRICE.matcher(words).find();
    boolean wish = WISH.matcher(words).find() && (article || !announced);
    boolean section = article && namesKind(words);
    boolean look = LOOK.matcher(words).matches() || isColor(words);
    return !look && !words.isEmpty() && words.length() <= 70 && !counted && !wish && !section;
  }

  /** "three plans for a bakery, green" */
  private boolean isColor(String words) {
    return words.equals(words.toLowerCase(Locale.ROOT)) && colors.find(words).isPresent();
  }

  /** "a FAQ" is a section of the page. */
  private boolean namesKind(String words) {
    String lower = words.toLowerCase(Locale.ROOT).replaceFirst("\\s+(?:section|below|above)$", "");
    return kinds.mentions(lower).stream()
        .anyMatch(mention -> mention.start() == 0 && mention.end() == lower.length());
  }

  /** Prices that stand apart from the names: "three plans for $9, $19 and $49". */
  private static List<Item> withPrices(List<Item> items, Reading reading) {
    if (items.stream().anyMatch(item -> item.price() != null)) {
      return items;
    }
    List<String> prices = new ArrayList<>();
    Matcher matcher = PRICE.matcher(reading.rest().text());
    while (matcher.find()) {
      prices.add(tidyPrice(matcher.group()));
    }
    List<Item> priced = new ArrayList<>();
    for (int i = 0; i < Math.max(items.size(), prices.size()); i++) {
      Optional<Item> named = i < items.size() ? Optional.of(items.get(i)) : Optional.empty();
      @Nullable String price = i < prices.size() ? prices.get(i) : null;
      priced.add(new Item(named.map(Item::name).orElse(""), price, null));
    }
    return priced;
  }

  /** A price with its currency's sign in front: "85 EUR" is "€85". */
  public static String tidyPrice(String price) {
    Matcher words =
        Pattern.compile("(?i)(\\d+(?:\\.\\d+)?)\\s?(dollars?|usd|euros?|eur|pounds|gbp)\\b(.*)")
            .matcher(price);
    if (!words.matches()) {
      return price;
    }
    String sign =
        switch (Character.toLowerCase(words.group(2).charAt(0))) {
          case 'e' -> "€";
          case 'p', 'g' -> "£";
          default -> "$";
        };
    return sign + words.group(1) + words.group(3);
  }
}
