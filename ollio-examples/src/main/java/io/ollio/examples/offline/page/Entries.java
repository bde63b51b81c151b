package io.ollio.examples.offline.page;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.component.Recipe;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.text.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries of a component: the user's own first, samples where the user gave none. */
final class Entries {
  private static final Pattern AMOUNT =
      Pattern.compile("([$€£¥])\\s?(\\d[\\d.,]*)\\s*(?:/\\s*|per\\s+|a\\s+)?(\\w+)?");

  /** "Orders 318": a name and its number. */
  private static final Pattern NUMBERED =
      Pattern.compile("(\\D.*?)[\\s:=–-]+([+-]?\\d[\\d.,]*\\s?(?:%|[kKM])?)");

  /** Names of plans that say for how long one pays. */
  private static final Map<String, String> TERMS =
      Map.of(
          "(?:yearly|annual(?:ly)?|year(?: pass)?)", "per year",
          "(?:weekly|week(?: pass)?)", "per week",
          "(?:daily|day(?: pass| ticket)?)", "per day",
          "(?:drop-?in|single(?: visit| class)?)", "per visit",
          "(?:lifetime|one-?time)", "once");

  private final Catalogue catalogue;

  Entries(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Values for the template of each entry, in order. */
  List<Map<String, Object>> of(
      Recipe recipe, ComponentRequest request, Map<String, Object> section) {
    List<Map<String, Object>> samples = recipe.items();
    List<Item> own = request.items();
    int asked = request.details().count();
    int usual = own.isEmpty() ? recipe.usualCount() : own.size();
    int count = samples.isEmpty() ? 0 : Math.max(own.size(), asked > 0 ? asked : usual);
    List<Map<String, Object>> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> entry = new HashMap<>(samples.get(i % samples.size()));
      if (i < own.size()) {
        putOwn(entry, own.get(i), recipe, i);
      }
      if (request.details().without().contains("price")) {
        entry.remove("price");
      }
      complete(entry, i, count, recipe.kind(), section);
      entries.add(entry);
    }
    return entries;
  }

  private static void putOwn(Map<String, Object> entry, Item item, Recipe recipe, int index) {
    if (entry.containsKey("value") && putValue(entry, item)) {
      return;
    }
    String price = item.price();
    if (price != null) {
      entry.put("price", price);
    } else if (recipe.kind() == ComponentKind.CARDS && !item.name().isEmpty()) {
      entry.remove("price");
    }
    if (item.name().isEmpty()) {
      return;
    }
    entry.put("name", item.name());
    if (price == null && item.name().equalsIgnoreCase("free")) {
      entry.put("price", "$0");
    }
    String text = item.text();
    if (text != null) {
      entry.put("text", text);
    } else if (!recipe.blurbs().isEmpty()) {
      String blurb = recipe.blurbs().get(index % recipe.blurbs().size());
      entry.put("text", Template.render(blurb, Map.of("name", item.name())));
    }
  }

  /** A number that the user gave, in place of the sample and of how that has changed. */
  private static boolean putValue(Map<String, Object> entry, Item item) {
    Matcher numbered = NUMBERED.matcher(item.name());
    boolean found = numbered.matches();
    if (!found && item.price() == null) {
      return false;
    }
    entry.put("name", found ? numbered.group(1) : item.name());
    entry.put("value", found ? numbered.group(2) : String.valueOf(item.price()));
    entry.put("own", true);
    entry.remove("change");
    return true;
  }

  /** Adds what follows from the rest: icons, drawings, initials, button labels, places. */
  private void complete(
      Map<String, Object> entry, int index, int count, ComponentKind kind, Map<String, ?> section) {
    String name = String.valueOf(entry.get("name"));
    entry.put("iconSvg", Icons.named(catalogue, String.valueOf(entry.get("icon"))));
    entry.put("art", Icons.drawing(catalogue, index));
    entry.put("initials", Grammar.initials(name));
    entry.put("offset", index);
    entry.put("target", Grammar.slug(name));
    Object button = section.get("button");
    entry.put("itemButton", Template.render(String.valueOf(button), Map.of("name", name)));
    if (kind == ComponentKind.PRICING) {
      entry.put("featured", count > 1 && index == 1);
      putAmount(entry, section);
    }
  }

  /** Takes a price such as "$12/month" apart, so that the script can show it for a year. */
  private static void putAmount(Map<String, Object> entry, Map<String, ?> section) {
    String price = String.valueOf(entry.get("price"));
    Matcher amount = AMOUNT.matcher(price);
    if (amount.matches()) {
      String unit = amount.group(3);
      entry.put("currency", amount.group(1));
      entry.put("amount", amount.group(2).replace(",", ""));
      boolean monthly = unit == null || unit.startsWith("mo");
      entry.put("per", monthly ? term(String.valueOf(entry.get("name"))) : "per " + unit);
    } else if (price.matches("[\\d.]+")) {
      entry.put("amount", price);
      entry.put("per", term(String.valueOf(entry.get("name"))));
    } else {
      entry.put("currency", section.get("currency"));
    }
  }

  private static String term(String name) {
    return TERMS.entrySet().stream()
        .filter(term -> name.toLowerCase(Locale.ROOT).matches(term.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("per month");
  }
}
