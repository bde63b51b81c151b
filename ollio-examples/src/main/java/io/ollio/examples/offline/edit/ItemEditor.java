package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.component.Recipe;
import io.ollio.examples.offline.page.SampleRows;
import io.ollio.examples.offline.page.SectionWriter;
import io.ollio.examples.offline.prompt.Phrase;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.text.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** Adds entries (plans, cards, links, tasks) to sections, written as the section's others are. */
final class ItemEditor {
  private static final String PRICES = ".plan__amount, .product__price";

  private final Catalogue catalogue;
  private final SectionWriter sections;

  ItemEditor(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.sections = new SectionWriter(catalogue);
  }

  Outcome add(Draft draft, Edit.AddItems add) {
    Page page = new Page(draft.html());
    String noun = add.noun();
    Optional<Element> place = section(page, add);
    if (place.isEmpty()) {
      String what = noun.isEmpty() ? "an entry" : Grammar.withArticle(noun);
      return Outcome.refused("found no section that " + what + " could be added to");
    }
    Element section = place.get();
    ComponentKind kind = catalogue.kind(section.attr("data-section")).orElseThrow();
    List<Item> fresh = named(add.items(), names(section), catalogue.recipe(kind));
    if (kind == ComponentKind.TABLE) {
      addColumns(page, section, fresh);
    } else {
      addRendered(page, section, kind, fresh);
    }
    draft.html(page.changed());
    List<String> added = fresh.stream().map(item -> "“" + item.name() + "”").toList();
    String word = noun.isEmpty() ? catalogue.recipe(kind).itemWords().get(0) : noun;
    return Outcome.done(
        "added the " + word + (added.size() > 1 ? "s " : " ") + Grammar.list(added));
  }

  /** Changes the price of the entry with this name, or without a name the only one on the page. */
  Outcome price(Draft draft, String name, String price) {
    Page page = new Page(draft.html());
    String bare = name.replaceFirst("(?i)\\s+(?:plan|card|product|item|tier)$", "");
    String entry = bare.isEmpty() ? "" : " of “" + bare + "”";
    Elements places =
        bare.isEmpty() ? page.select(PRICES) : new Elements(find(page, bare)).select(PRICES);
    if (places.isEmpty()) {
      return Outcome.refused("found no price" + entry + " on the page");
    }
    if (bare.isEmpty() && places.size() > 1) {
      return Outcome.refused("found " + places.size() + " prices: say whose is to change");
    }
    Element place = places.get(0);
    String digits = price.replaceAll("[^\\d.]", "");
    String fresh =
        page.source(place)
            .replaceFirst("data-price=\"[^\"]*\"", "data-price=\"" + digits + "\"")
            .replaceFirst(">[^<]*<", Matcher.quoteReplacement(">" + Template.escaped(price) + "<"));
    page.replace(place, fresh);
    draft.html(page.changed());
    return Outcome.done("set the price" + entry + " to " + price);
  }

  /** The sections on the page whose entries can be named by this noun, best first. */
  private Optional<Element> section(Page page, Edit.AddItems add) {
    ComponentKind place = add.place();
    List<Element> all =
        page.select("[data-section]").stream()
            .filter(section -> section.selectFirst("[data-items]") != null)
            .filter(section -> catalogue.kind(section.attr("data-section")).isPresent())
            .filter(section -> place == null || section.attr("data-section").equals(place.id()))
            .toList();
    if (add.noun().isEmpty()) {
      return all.size() == 1 ? all.stream().findFirst() : Optional.empty();
    }
    return all.stream().filter(section -> fits(section, add.noun())).findFirst();
  }

  private boolean fits(Element section, String noun) {
    return catalogue
        .kind(section.attr("data-section"))
        .map(catalogue::recipe)
        .filter(
            recipe ->
                recipe.itemWords().stream()
                    .anyMatch(word -> noun.matches(Phrase.anyOf(List.of(word)))))
        .isPresent();
  }

  /** Entries without a name get that of a sample which is not on the page yet. */
  private static List<Item> named(List<Item> items, List<String> present, Recipe recipe) {
    List<String> used = new ArrayList<>(present);
    List<Item> named = new ArrayList<>();
    for (Item item : items) {
      String name = item.name().isEmpty() ? sample(used, recipe) : item.name();
      used.add(name);
      named.add(new Item(name, item.price(), item.text()));
    }
    return named;
  }

  private static String sample(List<String> used, Recipe recipe) {
    return recipe.items().stream()
        .map(sample -> String.valueOf(sample.get("name")))
        .filter(name -> !used.contains(name))
        .findFirst()
        .orElse("New " + recipe.itemWords().get(0) + " " + (used.size() + 1));
  }

  private static List<String> names(Element section) {
    return section.select("[data-name]").eachText();
  }

  /** Renders the section with all its entries and takes the new ones out of it. */
  private void addRendered(Page page, Element section, ComponentKind kind, List<Item> fresh) {
    List<Item> all = new ArrayList<>();
    names(section).forEach(name -> all.add(Item.named(name)));
    while (all.size() < highestNumber(section)) {
      all.add(Item.named("removed earlier")); // Ids end in the entry's number: none comes twice.
    }
    all.addAll(fresh);
    boolean first = section.selectFirst("h1") != null;
    ComponentRequest request = ComponentRequest.usual(kind).withItems(all);
    List<String> targets = page.select("[data-section]").eachAttr("data-section");
    Page rendered = new Page(sections.write(request, first, targets));
    Elements lists = section.select("[data-items]");
    for (int i = 0; i < lists.size(); i++) {
      Elements samples = rendered.select("[data-items]").get(i).select("[data-item]");
      List<String> html =
          samples.subList(samples.size() - fresh.size(), samples.size()).stream()
              .map(element -> dedented(rendered, element))
              .toList();
      String addition = String.join("\n", html);
      Element last = lists.get(i).select("[data-item]").last();
      if (last != null) {
        page.insertAfter(last, addition);
      } else {
        page.append(lists.get(i), addition);
      }
    }
  }

  private static int highestNumber(Element section) {
    return section.select("[data-item][id]").eachAttr("id").stream()
        .map(id -> id.replaceFirst(".*-", ""))
        .filter(end -> end.matches("\\d{1,3}"))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }

  private static String dedented(Page rendered, Element element) {
    String source = rendered.source(element);
    int lastLine = source.lastIndexOf('\n') + 1;
    String tail = source.substring(lastLine);
    int indent = lastLine == 0 ? 0 : tail.length() - tail.stripLeading().length();
    return source.replaceAll("\\n {" + indent + "}", "\n");
  }

  private static void addColumns(Page page, Element section, List<Item> fresh) {
    Element lastHead = section.select("th").last();
    if (lastHead == null) {
      return;
    }
    String head = page.source(lastHead);
    String old = Template.escaped(lastHead.text());
    StringBuilder heads = new StringBuilder();
    fresh.forEach(
        item -> heads.append(head.replace(old, Template.escaped(item.name()))).append('\n'));
    page.insertAfter(lastHead, heads.toString());
    Elements rows = section.select("tbody tr");
    for (int row = 0; row < rows.size(); row++) {
      StringBuilder cells = new StringBuilder();
      for (Item item : fresh) {
        String cell = SampleRows.cell(item.name(), row);
        cells.append("<td>").append(Template.escaped(cell)).append("</td>\n");
      }
      page.append(rows.get(row), cells.toString());
    }
  }

  /** The entry with this name and what belongs to it (a tab's panel, a column's cells). */
  static List<Element> find(Page page, String words) {
    String wanted = words.toLowerCase(Locale.ROOT).strip();
    for (Element name : page.select("[data-name]")) {
      Element item = name.closest("[data-item]");
      if (item != null && name.text().toLowerCase(Locale.ROOT).equals(wanted)) {
        return withCompanions(item);
      }
    }
    return List.of();
  }

  private static List<Element> withCompanions(Element item) {
    List<Element> all = new ArrayList<>();
    Element section = item.closest("[data-section]");
    Element list = item.closest("[data-items]");
    if (section == null || list == null) {
      return List.of(item);
    }
    int index = list.select("[data-item]").indexOf(item);
    for (Element other : section.select("[data-items]")) {
      Elements items = other.select("[data-item]");
      if (index < items.size()) {
        all.add(items.get(index));
      }
    }
    if (item.normalName().equals("th")) {
      section.select("tbody tr").forEach(row -> all.add(row.child(index)));
    }
    return all;
  }
}
