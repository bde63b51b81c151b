package io.ollio.check;

import io.ollio.check.Problem.Findings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Finds what does not break a page but makes it worse, above all for people who cannot see it. */
final class HtmlQuality {
  private static final Set<String> UNLABELLED_INPUTS =
      Set.of("hidden", "submit", "button", "reset", "image");
  private static final Set<String> ID_LISTS =
      Set.of("for", "aria-labelledby", "aria-describedby", "aria-controls", "list");
  private static final Pattern CALL = Pattern.compile("(?<![.\\w$])([A-Za-z_$][\\w$]*)\\s*\\(");
  private static final Set<String> KNOWN_FUNCTIONS =
      Set.of(
          "if",
          "for",
          "while",
          "switch",
          "return",
          "function",
          "catch",
          "typeof",
          "void",
          "new",
          "alert",
          "confirm",
          "prompt",
          "print",
          "open",
          "close",
          "focus",
          "blur",
          "scroll",
          "scrollTo",
          "scrollBy",
          "setTimeout",
          "setInterval",
          "clearTimeout",
          "clearInterval",
          "requestAnimationFrame",
          "fetch",
          "parseInt",
          "parseFloat",
          "isNaN",
          "String",
          "Number",
          "Boolean",
          "Array",
          "Object",
          "Date",
          "encodeURIComponent",
          "decodeURIComponent",
          "structuredClone",
          "queueMicrotask",
          "matchMedia",
          "getComputedStyle",
          "reset",
          "submit",
          "showModal",
          "stopPropagation",
          "preventDefault",
          "super",
          "await",
          "Symbol",
          "BigInt");

  private final HtmlFile page;
  private final SourceFile source;
  private final Set<String> words;
  private final Findings findings;

  /** For one page; {@code words} are the names that occur in any script. */
  HtmlQuality(HtmlFile page, Set<String> words, Findings findings) {
    this.page = page;
    this.source = page.source();
    this.words = words;
    this.findings = findings;
  }

  void check() {
    head(page.document());
    Map<String, Element> ids = new HashMap<>();
    for (Element element : page.document().getAllElements()) {
      if (element.sourceRange().isImplicit()) {
        continue; // made by the parser, perhaps as a copy of one that was not closed
      }
      duplicate(element, ids);
      names(element);
      handlers(element);
      ID_LISTS.stream().filter(element::hasAttr).sorted().forEach(name -> ids(element, name));
    }
  }

  private void head(Document document) {
    if (document.childNodes().stream().noneMatch(DocumentType.class::isInstance)) {
      warn(
          0,
          "doctype-missing",
          "Begin the page with <!doctype html>, or browsers imitate old ones.");
    }
    for (Element html : document.select("html:not([lang]), html[lang='']")) {
      warn(html, "html-lang", "Name the language: <html lang=\"en\">.");
    }
    if (document.title().isBlank()) {
      warn(0, "title-missing", "Give the page a <title>.");
    }
    if (document.selectFirst("meta[name=viewport]") == null) {
      warn(
          0,
          "viewport-missing",
          "Add <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">, or phones"
              + " show the page tiny.");
    }
  }

  private void duplicate(Element element, Map<String, Element> ids) {
    String id = element.id();
    Element first = id.isEmpty() ? null : ids.putIfAbsent(id, element);
    if (first != null) {
      warn(
          element,
          "duplicate-id",
          "id=\""
              + SourceFile.excerpt(id)
              + "\" is already used on line "
              + source.line(HtmlFile.offset(first))
              + "; an id must be unique on its page.");
    }
  }

  private void names(Element element) {
    switch (element.normalName()) {
      case "img" -> {
        if (!element.hasAttr("alt")) {
          warn(
              element,
              "img-alt",
              "Describe the picture in alt=\"…\"; alt=\"\" if it is decoration.");
        }
      }
      case "input", "select", "textarea" -> {
        if (!isLabelled(element)) {
          warn(
              element,
              "control-label",
              "Give this field a <label for=\"…\"> or an aria-label; a placeholder is none.");
        }
      }
      case "button" -> {
        if (!hasName(element)) {
          warn(element, "button-name", "Give this button a text or an aria-label.");
        }
      }
      case "a" -> {
        if (element.hasAttr("href") && !hasName(element) && element.closest("svg") == null) {
          warn(element, "link-name", "Give this link a text or an aria-label.");
        }
      }
      default -> {}
    }
  }

  private boolean isLabelled(Element field) {
    String type = field.attr("type").toLowerCase(Locale.ROOT);
    boolean needsNone = field.normalName().equals("input") && UNLABELLED_INPUTS.contains(type);
    return needsNone
        || isNamed(field)
        || field.closest("label") != null
        || (!field.id().isEmpty() && !labels(field.id()).isEmpty());
  }

  private org.jsoup.select.Elements labels(String id) {
    return page.document().getElementsByAttributeValue("for", id);
  }

  private static boolean isNamed(Element element) {
    return !element.attr("aria-label").isBlank()
        || element.hasAttr("aria-labelledby")
        || !element.attr("title").isBlank()
        || element.hasAttr("hidden")
        || element.attr("aria-hidden").equals("true");
  }

  /** Whether a screen reader has something to say; scripts may fill in what has an id. */
  private static boolean hasName(Element element) {
    return isNamed(element)
        || !element.text().isBlank()
        || !element.id().isEmpty()
        || !element.dataset().isEmpty()
        || element.selectFirst("img[alt]:not([alt='']), svg title, [aria-label], [title]") != null;
  }

  private void handlers(Element element) {
    element
        .attributes()
        .forEach(
            attribute -> {
              if (attribute.getKey().startsWith("on")) {
                handler(element, attribute.getKey(), attribute.getValue());
              }
            });
  }

  private void handler(Element element, String name, String code) {
    Matcher call = CALL.matcher(code);
    while (call.find()) {
      String function = call.group(1);
      if (!KNOWN_FUNCTIONS.contains(function) && !words.contains(function)) {
        warn(
            element,
            "handler-undefined",
            name + " calls " + function + "(), which no script defines.");
      }
    }
  }

  private void ids(Element element, String attribute) {
    for (String id : element.attr(attribute).strip().split("\\s+", -1)) {
      if (!id.isEmpty() && !page.hasId(id)) {
        warn(
            element,
            "idref-missing",
            attribute
                + " names id=\""
                + SourceFile.excerpt(id)
                + "\", which nothing on this page has.");
      }
    }
  }

  private void warn(Node node, String code, String message) {
    warn(node instanceof Element element ? HtmlFile.offset(element) : 0, code, message);
  }

  private void warn(int offset, String code, String message) {
    findings.warning(source, offset, code, message);
  }
}
