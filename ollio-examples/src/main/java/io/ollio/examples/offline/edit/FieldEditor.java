package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.Field;
import io.ollio.examples.offline.page.FieldHtml;
import io.ollio.examples.offline.text.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Adds and removes form fields. */
final class FieldEditor {
  private final FieldHtml html;

  FieldEditor(Catalogue catalogue) {
    this.html = new FieldHtml(catalogue);
  }

  Outcome add(Draft draft, List<Field> fields, boolean atTop) {
    Page page = new Page(draft.html());
    Optional<Element> list = page.first("[data-fields]");
    if (list.isEmpty()) {
      return Outcome.refused("found no form of mine on the page to add a field to");
    }
    Element section = list.get().closest("[data-section]");
    String id = section == null ? "form" : section.attr("data-section");
    List<String> added = new ArrayList<>();
    List<Field> fresh = new ArrayList<>();
    for (Field field : fields) {
      if (page.select("[data-section=" + id + "] [name=" + field.key() + "]").isEmpty()) {
        fresh.add(field);
        added.add("“" + field.label() + "”");
      }
    }
    if (fresh.isEmpty()) {
      return Outcome.refused("found that the form has such a field already");
    }
    place(page, list.get(), html.write(id, fresh), atTop);
    draft.html(page.changed());
    String noun = added.size() == 1 ? "the field " : "the fields ";
    return Outcome.done("added " + noun + Grammar.list(added));
  }

  /** New fields go before passwords and long texts, which close a form. */
  private static void place(Page page, Element list, String fields, boolean atTop) {
    Optional<Element> closing =
        list.children().stream()
            .filter(
                child ->
                    child.selectFirst("textarea, input[type=password], input[type=checkbox]")
                        != null)
            .findFirst();
    Element first = list.firstElementChild();
    Element last = list.lastElementChild();
    if (atTop && first != null) {
      page.insertBefore(first, fields);
    } else if (closing.isPresent()) {
      page.insertBefore(closing.get(), fields);
    } else if (last != null) {
      page.insertAfter(last, fields);
    } else {
      page.append(list, fields);
    }
  }

  /** The field whose label says this, if there is one. */
  static Optional<Element> find(Page page, String words) {
    String wanted = normal(words);
    return page.select(".field").stream()
        .filter(field -> normal(labelOf(field)).equals(wanted))
        .findFirst()
        .or(
            () ->
                page.select(".field").stream()
                    .filter(field -> !wanted.isEmpty() && normal(labelOf(field)).contains(wanted))
                    .findFirst());
  }

  private static String labelOf(Element field) {
    Element label = field.selectFirst("label");
    return label == null ? "" : label.text();
  }

  private static String normal(String words) {
    return words
        .toLowerCase(Locale.ROOT)
        .replaceAll(
            "\\(optional\\)|\\b(?:the|fields?|inputs?|number|address|box)\\b|[^\\p{L}\\p{N} ]", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
