package io.ollio.check;

import io.ollio.check.Problem.Findings;
import io.ollio.check.Problem.Severity;
import io.ollio.check.References.Use;
import io.ollio.file.FileContent;
import io.ollio.file.FilePath;
import io.ollio.file.FileTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * Reads a component without running it and finds what would break in a browser.
 *
 * <p>Errors: no entry page or a blank one; text that is not UTF-8; tags that do not fit together;
 * references that lead nowhere, out of the component, or somewhere else on another server; style
 * sheets and scripts with a string, comment or bracket that never ends; scripts browsers cannot
 * run; JSON and SVG that cannot be read. Warnings: foreign addresses, missing names and labels, and
 * other things a page works without.
 *
 * <p>It does not know what a script will do: code that parses may still fail, and files named in
 * strings are not looked for.
 */
public final class StaticCheck implements SiteCheck {
  private static final Set<String> HTML = Set.of("html", "htm");
  private static final Set<String> SCRIPT = Set.of("js", "mjs", "cjs");
  private static final Set<String> JSON = Set.of("json", "webmanifest");
  private static final Set<String> XML = Set.of("svg", "xml");
  private static final Set<String> OTHER_TEXT = Set.of("css", "txt", "md", "csv", "vtt", "map");
  private static final FilePath INDEX = FilePath.of("index.html");
  private static final Evaluator VISIBLE =
      QueryParser.parse(
          "img, picture, svg, canvas, video, audio, iframe, object, embed, input, button, select,"
              + " textarea, hr, progress, meter, table");

  private final ExternalReferences externalReferences;

  /** What to make of resources that need the network. */
  public enum ExternalReferences {
    /** Nothing. */
    ALLOW,
    /** A warning. */
    WARN,
    /** An error. */
    REJECT
  }

  /** A check with this view of foreign resources. */
  public StaticCheck(ExternalReferences externalReferences) {
    this.externalReferences = externalReferences;
  }

  /** A check that warns of foreign resources. */
  public StaticCheck() {
    this(ExternalReferences.WARN);
  }

  @Override
  public List<Problem> check(FileTree files) {
    return new Run(files).problems();
  }

  private Optional<Severity> external() {
    return switch (externalReferences) {
      case ALLOW -> Optional.empty();
      case WARN -> Optional.of(Severity.WARNING);
      case REJECT -> Optional.of(Severity.ERROR);
    };
  }

  /** One look at one set of files. */
  private final class Run {
    private final FileTree files;
    private final Findings findings = new Findings();
    private final References references;
    private final Map<FilePath, SourceFile> sources = new TreeMap<>();
    private final Map<FilePath, HtmlFile> pages = new TreeMap<>();
    private final Scripts scripts;

    Run(FileTree files) {
      this.files = files;
      this.references = new References(files, external(), findings);
      this.scripts = new Scripts(sources, references, findings);
    }

    List<Problem> problems() {
      files.files().forEach(this::read);
      sources.forEach(this::parse);
      entry();
      pages.values().forEach(scripts::importMap);
      pages.values().forEach(this::page);
      scripts.followImports();
      pages.values().forEach(page -> new HtmlQuality(page, scripts.words(), findings).check());
      return findings.problems();
    }

    private void read(FilePath path, FileContent content) {
      if (!isText(path)) {
        return;
      }
      Optional<String> text = content.asText();
      if (text.isEmpty()) {
        findings.add(
            Severity.ERROR,
            path,
            "not-utf8",
            "This text file is not valid UTF-8, or has NUL in it; write it as UTF-8 text.");
      } else if (text.get().isBlank()) {
        findings.add(
            Severity.WARNING, path, "file-empty", "This file is empty; fill or remove it.");
      } else {
        add(new SourceFile(path, withoutMark(text.get())));
      }
    }

    private void add(SourceFile file) {
      boolean isFenced = file.text().stripLeading().startsWith("```");
      if (isFenced && !Set.of("md", "txt").contains(file.path().extension())) {
        findings.error(
            file,
            0,
            "markdown-fence",
            "The file begins with a Markdown fence; write the bare content without ``` lines.");
      } else {
        sources.put(file.path(), file);
      }
    }

    private void parse(FilePath path, SourceFile file) {
      String extension = path.extension();
      if (HTML.contains(extension)) {
        pages.put(path, new HtmlFile(file));
      } else if (SCRIPT.contains(extension)) {
        scripts.file(file);
      } else if (extension.equals("css")) {
        css(file);
      } else if (JSON.contains(extension)) {
        DataFiles.json(file, 0, file.text().length(), findings);
      } else if (XML.contains(extension)) {
        DataFiles.xml(file, findings);
      }
    }

    private void css(SourceFile file) {
      try {
        CssScanner.scan(
            file,
            0,
            file.text().length(),
            (offset, address) -> references.follow(file, offset, address, Use.RESOURCE));
      } catch (SourceFile.Fault fault) {
        findings.error(file, fault.offset(), fault.code(), fault.problem());
      }
    }

    private void page(HtmlFile page) {
      HtmlStructure.check(page, findings);
      new HtmlReferences(page, pages, sources, references, findings).check();
      if (HtmlReferences.base(page).isEmpty()) {
        scripts.page(page);
      }
    }

    private void entry() {
      Set<FilePath> roots =
          files.files().keySet().stream()
              .filter(path -> HTML.contains(path.extension()) && path.segments().size() == 1)
              .collect(Collectors.toSet());
      if (files.find(INDEX).isPresent()) {
        blank(INDEX);
      } else if (roots.size() == 1) {
        blank(roots.iterator().next());
      } else {
        findings.add(
            Severity.ERROR,
            INDEX,
            "entry-missing",
            "There is no page to open: write index.html in the component's top folder.");
      }
    }

    private void blank(FilePath entry) {
      HtmlFile page = pages.get(entry);
      boolean isEmptyFile =
          files.find(entry).filter(content -> content.text().isBlank()).isPresent();
      if (isEmptyFile || (page != null && !showsSomething(page))) {
        findings.add(
            Severity.ERROR,
            entry,
            "entry-blank",
            "The page shows nothing: its body has no text, picture, control or script.");
      }
    }
  }

  private static boolean showsSomething(HtmlFile page) {
    Element body = page.document().body();
    boolean hasScript =
        page.document().select("script").stream()
            .anyMatch(script -> script.hasAttr("src") || !script.data().isBlank());
    return !body.text().isBlank() || body.selectFirst(VISIBLE) != null || hasScript;
  }

  private static boolean isText(FilePath path) {
    String extension = path.extension();
    return HTML.contains(extension)
        || SCRIPT.contains(extension)
        || JSON.contains(extension)
        || XML.contains(extension)
        || OTHER_TEXT.contains(extension);
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
