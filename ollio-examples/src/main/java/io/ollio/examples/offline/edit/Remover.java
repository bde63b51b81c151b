package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.prompt.KindReader;
import io.ollio.examples.offline.prompt.Phrase;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Takes things off the page: a field, an entry, a section, a line of text, a button or a link. */
final class Remover {
  private static final String FILLER =
      "(?i)\\b(?:the|a|an|that|this|our|field|input|link|button|checkbox|text|paragraph|line|option|called|named|labell?ed|section|entry|item|from .*|in the .*)\\b";

  private final Catalogue catalogue;
  private final KindReader kinds;
  private final SectionEditor sections;

  Remover(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.kinds = new KindReader(catalogue);
    this.sections = new SectionEditor(catalogue);
  }

  Outcome remove(Draft draft, String what) {
    Page page = new Page(draft.html());
    String bare = withoutNouns(what);
    Optional<ComponentKind> kind = kind(page, what);
    if (kind.isPresent() && isWholeSection(what)) {
      return sections.remove(draft, kind.get());
    }
    List<Element> elements = ItemEditor.find(page, bare);
    if (elements.isEmpty()) {
      elements = FieldEditor.find(page, bare).map(List::of).orElse(List.of());
    }
    if (elements.isEmpty()) {
      elements = known(page, what);
    }
    if (elements.isEmpty() && kind.isPresent()) {
      return sections.remove(draft, kind.get());
    }
    if (elements.isEmpty()) {
      elements = saying(page, bare).map(List::of).orElse(List.of());
    }
    if (elements.isEmpty()) {
      return Outcome.refused("found no “" + what + "” on the page");
    }
    elements.forEach(page::remove);
    draft.html(page.changed());
    return Outcome.done("removed “" + what + "”");
  }

  private Optional<ComponentKind> kind(Page page, String what) {
    String lower = what.toLowerCase(Locale.ROOT);
    return kinds.mentions(lower).stream()
        .filter(mention -> withoutWords(lower, mention).isBlank())
        .map(KindReader.Mention::kind)
        .filter(kind -> !page.select("[data-section=" + kind.id() + "]").isEmpty())
        .findFirst();
  }

  private static String withoutWords(String lower, KindReader.Mention mention) {
    String rest = lower.substring(0, mention.start()) + lower.substring(mention.end());
    return rest.replaceAll(
        "\\b(?:the|whole|entire|section|part|block|form|at|bottom|top|page|on|of)\\b", "");
  }

  /** "the newsletter" or "the pricing section", not "the pricing link". */
  private boolean isWholeSection(String what) {
    String lower = what.toLowerCase(Locale.ROOT).replaceFirst("\\s+(?:section|part|block)$", "");
    return kinds.mentions(lower).stream()
        .anyMatch(mention -> mention.start() == 0 && mention.end() == lower.length());
  }

  /** Parts that have a name of their own. */
  private static List<Element> known(Page page, String what) {
    String lower = what.toLowerCase(Locale.ROOT);
    String selector =
        lower.matches("(?:the )?(?:sub-?title|sub-?heading|lead|intro|tag-?line|description)")
            ? ".lead"
            : lower.matches("(?:the )?(?:icon|badge|logo icon)") ? ".head > .badge" : "";
    return selector.isEmpty() ? List.of() : page.select(selector).stream().limit(1).toList();
  }

  /** The smallest element that says these words. */
  private static Optional<Element> saying(Page page, String words) {
    String wanted = words.toLowerCase(Locale.ROOT).strip();
    if (wanted.length() < 2) {
      return Optional.empty();
    }
    return page
        .select("main a, main button, main label, main p, main li, header a, footer a, footer p")
        .stream()
        .filter(element -> element.text().toLowerCase(Locale.ROOT).contains(wanted))
        .min(Comparator.comparingInt(element -> element.text().length()))
        .map(element -> element.hasAttr("data-item") ? element : wholeItem(element));
  }

  /** A link that is all there is in its list entry goes together with the entry. */
  private static Element wholeItem(Element element) {
    Element parent = element.parent();
    if (parent == null || !parent.normalName().equals("li") || parent.childrenSize() > 1) {
      return element;
    }
    return parent;
  }

  private String withoutNouns(String what) {
    String bare = what.replaceAll(FILLER, " ").replaceAll("\\s+", " ").strip();
    for (var recipe : catalogue.recipes()) {
      for (String word : recipe.itemWords()) {
        bare = bare.replaceFirst("(?i)^(.+?)\\s+" + Phrase.anyOf(List.of(word)) + "$", "$1");
      }
    }
    return bare.isEmpty() ? what : bare;
  }
}
