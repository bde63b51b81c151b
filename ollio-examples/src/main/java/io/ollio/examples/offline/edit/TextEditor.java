package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.text.Template;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** Changes texts on the page. */
final class TextEditor {
  /** Puts a text into a place that is known by name. */
  Outcome set(Draft draft, Edit.Place place, String value) {
    Page page = new Page(draft.html());
    boolean found =
        switch (place) {
          case TITLE -> title(page, value);
          case SUBTITLE -> subtitle(page, value);
          case BUTTON -> button(page, value);
          case SECOND_BUTTON -> secondButton(page, value);
          case BRAND -> each(page, ".brand, .footer .name", value);
        };
    if (!found) {
      return Outcome.refused("found no " + place.words() + " on the page");
    }
    draft.html(page.changed());
    return Outcome.done("set the " + place.words() + " to “" + value + "”");
  }

  /** Replaces a text wherever it stands as a whole or as part of a longer one. */
  Outcome replace(Draft draft, String old, String value) {
    Page page = new Page(draft.html());
    int found = 0;
    String wanted = old.toLowerCase(Locale.ROOT);
    for (Element root : page.select("title, body")) {
      for (TextNode node : Page.textNodes(root)) {
        String text = node.getWholeText();
        int at = text.toLowerCase(Locale.ROOT).indexOf(wanted);
        if (at >= 0 && at + old.length() <= text.length()) {
          String changed = text.substring(0, at) + value + text.substring(at + old.length());
          page.replace(node, Template.escaped(changed));
          found++;
        }
      }
    }
    if (found == 0) {
      return Outcome.refused("found the text “" + old + "” nowhere on the page");
    }
    draft.html(page.changed());
    return Outcome.done("changed “" + old + "” to “" + value + "”");
  }

  /** Puts a line of text below the heading. */
  Outcome add(Draft draft, String value) {
    Page page = new Page(draft.html());
    Optional<Element> above = page.first(".lead", "h1", "h2");
    if (above.isEmpty()) {
      return Outcome.refused("found no heading to put the text below");
    }
    page.insertAfter(above.get(), "<p class=\"muted\">" + Template.escaped(value) + "</p>");
    draft.html(page.changed());
    return Outcome.done("added the text “" + value + "”");
  }

  private static boolean title(Page page, String value) {
    Optional<Element> heading = page.first("h1", "h2", ".title");
    page.first("head > title").ifPresent(title -> page.replaceText(title, value));
    return heading.isPresent() && page.replaceText(heading.get(), value);
  }

  private static boolean subtitle(Page page, String value) {
    Optional<Element> lead = page.first(".lead");
    if (lead.isPresent()) {
      return page.replaceText(lead.get(), value);
    }
    Optional<Element> heading = page.first("h1", "h2");
    heading.ifPresent(
        element ->
            page.insertAfter(element, "<p class=\"lead\">" + Template.escaped(value) + "</p>"));
    return heading.isPresent();
  }

  /** All buttons with the same label as the main one, so that a row of cards stays alike. */
  private static boolean button(Page page, String value) {
    Optional<Element> main =
        page.first("main .button--primary", "button[type=submit]", ".button--primary", "button");
    if (main.isEmpty()) {
      return false;
    }
    List<Element> alike =
        page.select("main .button, button[type=submit]").stream()
            .filter(button -> button.ownText().equals(main.get().ownText()))
            .toList();
    alike.forEach(button -> page.replaceText(button, value));
    return alike.isEmpty() ? page.replaceText(main.get(), value) : true;
  }

  private static boolean secondButton(Page page, String value) {
    Optional<Element> second = page.first("main .button--primary ~ .button:not(.button--primary)");
    return second.isPresent() && page.replaceText(second.get(), value);
  }

  private static boolean each(Page page, String selector, String value) {
    List<Element> elements = page.select(selector);
    elements.forEach(element -> page.replaceText(element, value));
    return !elements.isEmpty();
  }
}
