package io.ollio.check;

import io.ollio.check.Problem.Findings;
import io.ollio.check.Problem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.ParseError;

/**
 * Finds where a page's tags do not fit together. A browser repairs all of it silently, often not as
 * meant: content ends up in the wrong box. The parser's own errors are translated here; what is
 * merely untidy becomes a warning.
 */
final class HtmlStructure {
  /** Elements whose end tag may be left out (HTML standard, section 13.1.2.4). */
  private static final Set<String> OPTIONAL_END =
      Set.of(
          "html",
          "head",
          "body",
          "p",
          "li",
          "dt",
          "dd",
          "rt",
          "rp",
          "optgroup",
          "option",
          "colgroup",
          "caption",
          "thead",
          "tbody",
          "tfoot",
          "tr",
          "td",
          "th");

  private static final Set<String> FRAME = Set.of("html", "head", "body");
  private static final Set<String> NEVER_NESTED = Set.of("a", "button", "form");
  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "Unexpected (StartTag|EndTag|Character|EOF) token \\[(?:</?([^\\s>/]+))?.*",
          Pattern.DOTALL);
  private static final Pattern SELF_CLOSING =
      Pattern.compile("Tag \\[([^]]+)] cannot be self-closing.*");

  /** One forgotten tag may leave hundreds open. */
  private static final int MAX_UNCLOSED = 20;

  private final HtmlFile page;
  private final SourceFile source;
  private final Findings findings;
  private final List<Element> unclosed = new ArrayList<>();
  private final Set<Integer> explicitEnds = new HashSet<>();
  private final Map<String, Integer> nested = new HashMap<>();
  private boolean isCutOff;

  private HtmlStructure(HtmlFile page, Findings findings) {
    this.page = page;
    this.source = page.source();
    this.findings = findings;
  }

  static void check(HtmlFile page, Findings findings) {
    HtmlStructure structure = new HtmlStructure(page, findings);
    page.document().getAllElements().forEach(structure::noteEnd);
    page.errors().forEach(structure::translate);
    structure.unclosed.stream().limit(MAX_UNCLOSED).forEach(structure::reportUnclosed);
  }

  private void noteEnd(Element element) {
    Range end = element.endSourceRange();
    if (end.isTracked() && !end.isImplicit() && !element.sourceRange().isImplicit()) {
      explicitEnds.add(end.endPos());
    }
    if (isUnclosed(element)) {
      unclosed.add(element);
    } else if (element.sourceRange().isImplicit() && page.hasEndTag(element)) {
      reopened(element);
    }
  }

  /** A tag the parser opened again after its parent's end, and which is closed only there. */
  private void reopened(Element copy) {
    for (int i = unclosed.size() - 1; i >= 0 && !OPTIONAL_END.contains(copy.normalName()); i--) {
      if (unclosed.get(i).normalName().equals(copy.normalName())) {
        int end = page.contentEnd(copy);
        reportMisnested(unclosed.remove(i), end, copy.normalName());
        return;
      }
    }
  }

  private boolean isUnclosed(Element element) {
    return !element.tag().isEmpty()
        && !OPTIONAL_END.contains(element.normalName())
        && element.sourceRange().isTracked()
        && !element.sourceRange().isImplicit()
        && !page.hasEndTag(element)
        && !page.startTag(element).endsWith("/>");
  }

  private void translate(ParseError error) {
    String message = error.getErrorMessage();
    Matcher selfClosing = SELF_CLOSING.matcher(message);
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (selfClosing.matches()) {
      reportSelfClosing(selfClosing.group(1), error.getPosition());
    } else if (message.startsWith("Unexpectedly reached end of file")) {
      reportCutOff();
    } else if (message.startsWith("Dropped duplicate attribute")) {
      findings.warning(
          source,
          last(error),
          "html-duplicate-attribute",
          "This tag has the same attribute twice; only the first counts. Remove the other.");
    } else if (message.startsWith("Unexpected character") && message.contains("TagOpen")) {
      findings.warning(source, last(error), "html-unescaped", "Write a bare < as &lt;.");
    } else if (unexpected.matches()) {
      String tag = Optional.ofNullable(unexpected.group(2)).orElse("");
      translate(error, unexpected.group(1), tag.toLowerCase(Locale.ROOT));
    }
  }

  private void translate(ParseError error, String token, String tag) {
    switch (token) {
      case "EndTag" -> endTag(tag, error.getPosition());
      case "StartTag" -> startTag(tag, error);
      case "Character" -> {
        if (error.getErrorMessage().contains("InTable")) {
          misplaced(last(error), "Text directly inside a table");
        }
      }
      default -> reportCutOff();
    }
  }

  private void endTag(String tag, int endPos) {
    if (FRAME.contains(tag) || explicitEnds.contains(endPos) || endsNested(tag)) {
      return;
    }
    int start = source.text().lastIndexOf("</", endPos - 1);
    Optional<Element> partner = partner(tag, start);
    if (partner.isPresent()) {
      unclosed.remove(partner.get());
      reportMisnested(partner.get(), start, tag);
    } else if (tag.equals("p")) {
      findings.warning(
          source,
          start,
          "html-block-in-paragraph",
          "</p> closes nothing: a block element inside <p> has ended the paragraph already. Use"
              + " <div> instead of <p>, or close the paragraph earlier.");
    } else {
      findings.error(
          source,
          start,
          "html-stray-end-tag",
          "</" + tag + "> closes nothing; remove it, or add the missing <" + tag + ">.");
    }
  }

  private void reportMisnested(Element element, int offset, String tag) {
    findings.error(
        source,
        offset,
        "html-misnested",
        "</"
            + tag
            + "> does not fit: <"
            + element.tagName()
            + "> of line "
            + source.line(HtmlFile.offset(element))
            + " is still open or was closed by its parent. Close inner tags before outer ones, with"
            + " the same name.");
  }

  /** Whether it belongs to a tag that was already named as misplaced. */
  private boolean endsNested(String tag) {
    int open = nested.getOrDefault(tag, 0);
    nested.put(tag, Math.max(0, open - 1));
    return open > 0;
  }

  /** The element that the author probably meant to close here. */
  private Optional<Element> partner(String tag, int start) {
    return unclosed.stream()
        .filter(element -> HtmlFile.offset(element) < start)
        .filter(element -> element.normalName().equals(tag) || implicitEnd(element) == start)
        .reduce((first, second) -> second);
  }

  private static int implicitEnd(Element element) {
    return element.endSourceRange().isTracked() ? element.endSourceRange().startPos() : -1;
  }

  private void startTag(String tag, ParseError error) {
    int at = last(error);
    boolean inTable = error.getErrorMessage().contains("Table");
    if (NEVER_NESTED.contains(tag)) {
      unclosed.removeIf(
          element ->
              element.normalName().equals(tag)
                  && implicitEnd(element) >= at
                  && implicitEnd(element) <= error.getPosition());
      nested.merge(tag, 1, Integer::sum);
      misplaced(at, "<" + tag + "> inside another <" + tag + ">");
    } else if (inTable && !tag.equals("input") && !tag.equals("form")) {
      misplaced(at, "<" + tag + "> directly inside a table, outside of a cell");
    } else {
      findings.warning(
          source,
          at,
          "html-unexpected-tag",
          "<" + tag + "> is not expected here and may be ignored or moved by the browser.");
    }
  }

  private void misplaced(int offset, String what) {
    findings.error(
        source,
        offset,
        "html-misplaced",
        what + " is moved elsewhere by the browser; put it where it is allowed.");
  }

  private void reportSelfClosing(String tag, int endPos) {
    int start = last(endPos);
    unclosed.removeIf(element -> HtmlFile.offset(element) == start);
    isCutOff |= Set.of("script", "style", "textarea", "title", "iframe").contains(tag);
    findings.add(
        OPTIONAL_END.contains(tag) ? Severity.WARNING : Severity.ERROR,
        source,
        start,
        "html-self-closing",
        "<"
            + tag
            + "/> does not close itself in HTML: everything after it ends up inside. Write <"
            + tag
            + "></"
            + tag
            + ">.");
  }

  private void reportCutOff() {
    if (!isCutOff) {
      findings.error(
          source,
          source.text().length(),
          "html-cut-off",
          "The file ends inside a tag, comment, script or style; it was probably cut off. Write it"
              + " to its end.");
    }
    isCutOff = true;
  }

  private void reportUnclosed(Element element) {
    if (isCutOff && implicitEnd(element) >= source.text().length()) {
      return;
    }
    findings.error(
        source,
        HtmlFile.offset(element),
        "html-unclosed-tag",
        SourceFile.excerpt(page.startTag(element))
            + " is never closed; add </"
            + element.tagName()
            + "> where it ends.");
  }

  /** Start of the tag that ends where the parser stood. */
  private int last(ParseError error) {
    return last(error.getPosition());
  }

  private int last(int endPos) {
    return Math.max(0, source.text().lastIndexOf('<', Math.max(0, endPos - 1)));
  }
}
