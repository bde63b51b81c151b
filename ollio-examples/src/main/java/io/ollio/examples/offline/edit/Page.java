package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.text.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;

/**
 * A page's HTML that can be searched like a tree and changed like a text: every change touches only
 * the place it is meant for, so that the rest stays as its author wrote it.
 */
final class Page {
  private final String html;
  private final Document document;
  private final List<Change> changes = new ArrayList<>();

  Page(String html) {
    this.html = html;
    this.document = Parser.htmlParser().setTrackPosition(true).parseInput(html, "");
  }

  /** Elements that fit a CSS selector, in document order. */
  Elements select(String selector) {
    return document.select(selector);
  }

  /** The first element that fits the first selector that fits at all. */
  Optional<Element> first(String... selectors) {
    for (String selector : selectors) {
      Element element = document.selectFirst(selector);
      if (element != null) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  /** The element as written. */
  String source(Element element) {
    return html.substring(start(element), end(element));
  }

  /** Replaces the first text inside an element; {@code false} when it has none. */
  boolean replaceText(Element element, String text) {
    for (TextNode node : textNodes(element)) {
      if (!node.isBlank()) {
        String old = html.substring(node.sourceRange().startPos(), node.sourceRange().endPos());
        String head = old.substring(0, old.length() - old.stripLeading().length());
        String tail = old.substring(old.stripTrailing().length());
        replace(node, head + Template.escaped(text) + tail);
        return true;
      }
    }
    return false;
  }

  /** Replaces an element with its content; the text is HTML. */
  void replace(Element element, String text) {
    changes.add(new Change(start(element), end(element), text));
  }

  /** Replaces a text node; the text is HTML. */
  void replace(TextNode node, String text) {
    changes.add(new Change(node.sourceRange().startPos(), node.sourceRange().endPos(), text));
  }

  /** Puts HTML on lines of its own behind an element, indented like it. */
  void insertAfter(Element element, String addition) {
    int position = end(element);
    changes.add(new Change(position, position, "\n" + indented(addition, indent(element))));
  }

  /** Puts HTML on lines of its own before an element, indented like it. */
  void insertBefore(Element element, String addition) {
    int position = lineStart(start(element));
    changes.add(new Change(position, position, indented(addition, indent(element)) + "\n"));
  }

  /** Puts HTML at the end of an element's content, indented one step more than the element. */
  void append(Element element, String addition) {
    int position = lineStart(element.endSourceRange().startPos());
    String lines = indented(addition, indent(element) + "  ") + "\n";
    changes.add(new Change(position, position, lines));
  }

  /** Takes an element away, with the comment above it and its empty line. */
  void remove(Element element) {
    int from = start(element);
    Node before = element.previousSibling();
    while (before instanceof TextNode text && text.isBlank()) {
      before = before.previousSibling();
    }
    if (before != null && before.nodeName().equals("#comment")) {
      from = before.sourceRange().startPos();
    }
    int lineStart = lineStart(from);
    int to = end(element);
    boolean wholeLine = html.substring(lineStart, from).isBlank();
    if (wholeLine && to < html.length() && html.charAt(to) == '\n') {
      from = lineStart;
      to = to + 1;
    }
    changes.add(new Change(from, to, ""));
  }

  /** The page with all changes. */
  String changed() {
    StringBuilder out = new StringBuilder(html);
    changes.stream()
        .sorted(Comparator.comparingInt(Change::start).reversed())
        .forEach(change -> out.replace(change.start, change.end, change.text));
    return out.toString().replaceAll("\\n{3,}", "\n\n");
  }

  /** All text inside an element, in order. */
  static List<TextNode> textNodes(Element element) {
    List<TextNode> nodes = new ArrayList<>();
    element.traverse(
        (node, depth) -> {
          if (node instanceof TextNode text) {
            nodes.add(text);
          }
        });
    return nodes;
  }

  private static int start(Element element) {
    return element.sourceRange().startPos();
  }

  private static int end(Element element) {
    int end = element.endSourceRange().endPos();
    return Math.max(end, element.sourceRange().endPos());
  }

  private int lineStart(int position) {
    return html.lastIndexOf('\n', Math.max(0, position - 1)) + 1;
  }

  private String indent(Element element) {
    String line = html.substring(lineStart(start(element)), start(element));
    return line.isBlank() ? line : line.substring(0, line.length() - line.stripLeading().length());
  }

  private static String indented(String text, String indent) {
    return indent + text.strip().replaceAll("\\n(?=[^\\n])", "\n" + indent);
  }

  private record Change(int start, int end, String text) {}
}
