package io.ollio.check;

import io.ollio.file.FilePath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;

/** A page, parsed as a browser parses it, with the places of its elements. */
final class HtmlFile {
  private static final int MAX_ERRORS = 500;

  private final SourceFile source;
  private final Document document;
  private final List<ParseError> errors;
  private final Set<String> ids = new HashSet<>();

  HtmlFile(SourceFile source) {
    this.source = source;
    Parser parser = Parser.htmlParser().setTrackErrors(MAX_ERRORS).setTrackPosition(true);
    this.document = parser.parseInput(source.text(), "");
    this.errors = List.copyOf(parser.getErrors());
    for (Element element : document.select("[id], a[name]")) {
      ids.add(element.id());
      ids.add(element.attr("name"));
    }
  }

  SourceFile source() {
    return source;
  }

  FilePath path() {
    return source.path();
  }

  Document document() {
    return document;
  }

  List<ParseError> errors() {
    return errors;
  }

  boolean hasId(String id) {
    return ids.contains(id);
  }

  /** Where the element's start tag begins. */
  static int offset(Element element) {
    return Math.max(0, element.sourceRange().startPos());
  }

  /** Where its text begins, in the file. */
  static int contentStart(Element element) {
    return Math.max(0, element.sourceRange().endPos());
  }

  /** Where its text ends, in the file. */
  int contentEnd(Element element) {
    int end = hasEndTag(element) ? endTag(element) : element.endSourceRange().endPos();
    return Math.max(contentStart(element), end);
  }

  /** Whether its end tag is written. */
  boolean hasEndTag(Element element) {
    Range end = element.endSourceRange();
    int tag = end.isTracked() && !end.isImplicit() ? endTag(element) : -1;
    return tag >= contentStart(element)
        && source
            .text()
            .regionMatches(true, tag + 2, element.tagName(), 0, element.tagName().length());
  }

  /** The parser says where an end tag ends, but for scripts and the like not where it begins. */
  private int endTag(Element element) {
    return source.text().lastIndexOf("</", element.endSourceRange().endPos() - 1);
  }

  /** The start tag as written. */
  String startTag(Element element) {
    return element.sourceRange().isTracked()
        ? source.text().substring(offset(element), contentStart(element))
        : "<" + element.tagName() + ">";
  }
}
