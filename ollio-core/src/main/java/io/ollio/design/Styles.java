package io.ollio.design;

import io.ollio.InvalidInput;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** All styles of a component: those of style sheets, style elements and style attributes. */
final class Styles {
  private static final Set<String> PAGES = Set.of("html", "htm");
  private static final Set<String> SCRIPTS = Set.of("js", "mjs", "cjs");
  private static final Pattern IMPORT =
      Pattern.compile("@import\\s+(?:url\\()?\\s*[\"']?([^\"')\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern SCRIPTED = Pattern.compile("[\"'`](--[\\w-]+)[\"'`]");

  /**
   * A declaration.
   *
   * @param file where
   * @param offset where its value begins
   * @param value what follows the colon
   */
  record Declaration(Source file, int offset, String property, String value) {
    int line(int offsetInValue) {
      return file.line(offset + offsetInValue);
    }
  }

  /** A file with styles: what it declares, and which style sheets it asks for. */
  static final class Sheet {
    private final List<Declaration> declarations = new ArrayList<>();
    private final Set<FilePath> links = new LinkedHashSet<>();
    private boolean isPage;

    List<Declaration> declarations() {
      return declarations;
    }

    boolean isPage() {
      return isPage;
    }
  }

  private final Map<FilePath, Sheet> sheets = new TreeMap<>();
  private final Set<String> scripted = new HashSet<>();

  /** Reads all files. */
  static Styles of(FileTree files) {
    Styles styles = new Styles();
    files
        .files()
        .forEach(
            (path, content) ->
                content.asText().ifPresent(text -> styles.read(new Source(path, text))));
    return styles;
  }

  Map<FilePath, Sheet> sheets() {
    return sheets;
  }

  /** Custom properties that scripts and markup speak of, so that they may be defined there. */
  Set<String> scripted() {
    return scripted;
  }

  /** The file and all style sheets that it asks for, and those that they import. */
  Set<FilePath> reach(FilePath from) {
    Set<FilePath> seen = new LinkedHashSet<>();
    Deque<FilePath> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      FilePath next = open.pop();
      Sheet sheet = sheets.get(next);
      if (seen.add(next) && sheet != null) {
        open.addAll(sheet.links);
      }
    }
    return seen;
  }

  private void read(Source source) {
    String extension = source.path().extension();
    if (extension.equals("css")) {
      style(source, 0, source.text().length(), false);
    } else if (PAGES.contains(extension)) {
      page(source);
    } else if (SCRIPTS.contains(extension)) {
      script(source.text());
    }
  }

  private void page(Source source) {
    Sheet sheet = sheet(source.path());
    sheet.isPage = true;
    Document page = Parser.htmlParser().setTrackPosition(true).parseInput(source.text(), "");
    for (Element link : page.select("link[rel~=(?i)\\bstylesheet\\b][href]")) {
      resolve(source.path(), link.attr("href")).ifPresent(sheet.links::add);
    }
    for (Element element : page.select("style")) {
      int from = Math.max(0, element.sourceRange().endPos());
      int to = Math.min(source.text().length(), from + element.data().length());
      style(source, from, to, false);
    }
    for (Element element : page.select("[style]")) {
      attribute(source, element);
    }
    script(source.text());
  }

  /** The value as written is scanned where it stands, so that lines are right. */
  private void attribute(Source source, Element element) {
    var range = element.attributes().sourceRange("style").valueRange();
    int from = range.startPos();
    int to = range.endPos();
    if (from >= 0 && to <= source.text().length() && from < to) {
      style(source, from, to, true);
    }
  }

  private void script(String text) {
    SCRIPTED.matcher(text).results().forEach(found -> scripted.add(found.group(1)));
  }

  private void style(Source source, int from, int to, boolean isInside) {
    Sheet sheet = sheet(source.path());
    CssDeclarations.scan(
        source.text(),
        from,
        to,
        isInside,
        new CssDeclarations.Listener() {
          @Override
          public void onDeclaration(String property, String value, int offset) {
            sheet.declarations.add(new Declaration(source, offset, property, value));
          }

          @Override
          public void onAtRule(String statement) {
            Matcher rule = IMPORT.matcher(statement);
            if (rule.lookingAt()) {
              resolve(source.path(), rule.group(1)).ifPresent(sheet.links::add);
            }
          }
        });
  }

  private Sheet sheet(FilePath path) {
    return sheets.computeIfAbsent(path, each -> new Sheet());
  }

  /** The file of the component that a relative address names. */
  private static Optional<FilePath> resolve(FilePath from, String address) {
    String bare = address.strip().split("[?#]", 2)[0];
    if (bare.isEmpty() || bare.contains(":") || bare.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> segments = new ArrayDeque<>(from.segments());
    segments.pollLast();
    for (String segment : bare.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    try {
      return Optional.of(FilePath.of(String.join("/", segments)));
    } catch (InvalidInput e) {
      return Optional.empty(); // leads nowhere, which the general check says
    }
  }
}
