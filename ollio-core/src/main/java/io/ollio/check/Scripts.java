package io.ollio.check;

import io.ollio.check.JsImports.Import;
import io.ollio.check.Problem.Findings;
import io.ollio.check.References.Target;
import io.ollio.check.References.Use;
import io.ollio.file.FilePath;
import io.ollio.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Looks at scripts: inside pages, in files, and at what they import. Imports are followed only from
 * scripts that some page runs, as configuration for build tools may import what it likes.
 */
final class Scripts {
  private static final Set<String> CLASSIC =
      Set.of("", "text/javascript", "application/javascript", "text/ecmascript");
  private static final Set<String> DATA =
      Set.of("importmap", "application/json", "application/ld+json", "speculationrules");
  private static final Set<String> RUNNABLE = Set.of("js", "mjs", "cjs");

  private final Map<FilePath, SourceFile> sources;
  private final References references;
  private final Findings findings;
  private final Map<FilePath, JsImports> scanned = new HashMap<>();
  private final Map<String, String> importMap = new HashMap<>();
  private final Deque<FilePath> toFollow = new ArrayDeque<>();
  private final Set<FilePath> followed = new HashSet<>();
  private final Set<String> words = new HashSet<>();

  Scripts(Map<FilePath, SourceFile> sources, References references, Findings findings) {
    this.sources = sources;
    this.references = references;
    this.findings = findings;
  }

  /** Looks at a script file by itself. */
  void file(SourceFile file) {
    scanned.put(file.path(), scan(file, 0, file.text().length()));
  }

  /** Collects what a page's import map names; before any script of a page is looked at. */
  void importMap(HtmlFile page) {
    for (Element element : page.document().select("script[type=importmap]")) {
      JsonValue imports = data(page, element, new Findings()).path("imports");
      for (String name : imports.names()) {
        mapping(page, element, name, imports.path(name).text());
      }
    }
  }

  private void mapping(HtmlFile page, Element element, String name, String address) {
    importMap.put(name, address);
    if (!name.endsWith("/")) {
      references.follow(page.source(), HtmlFile.offset(element), address, Use.MODULE);
    }
  }

  /** Looks at a page's scripts. */
  void page(HtmlFile page) {
    for (Element element : page.document().select("script")) {
      String type = element.attr("type").strip().toLowerCase(Locale.ROOT);
      if (DATA.contains(type)) {
        data(page, element, findings);
      } else if (element.hasAttr("src")) {
        external(page, element, type);
      } else if (CLASSIC.contains(type) || type.equals("module")) {
        inline(page, element, type.equals("module"));
      }
    }
  }

  /** Follows the imports of every script that a page runs. */
  void followImports() {
    while (!toFollow.isEmpty()) {
      FilePath path = toFollow.pop();
      SourceFile file = sources.get(path);
      JsImports imports = scanned.get(path);
      if (file != null && imports != null && followed.add(path)) {
        imports.imports().forEach(each -> follow(file, each));
      }
    }
  }

  /** Every name that occurs in any script. */
  Set<String> words() {
    return words;
  }

  private static JsonValue data(HtmlFile page, Element element, Findings findings) {
    return DataFiles.json(
        page.source(), HtmlFile.contentStart(element), page.contentEnd(element), findings);
  }

  private void external(HtmlFile page, Element element, String type) {
    int offset = HtmlFile.offset(element);
    Optional<Target> target =
        references.follow(page.source(), offset, element.attr("src"), Use.RESOURCE);
    if (target.isEmpty() || !(CLASSIC.contains(type) || type.equals("module"))) {
      return;
    }
    FilePath file = target.get().file();
    if (!RUNNABLE.contains(file.extension())) {
      findings.error(
          page.source(),
          offset,
          "script-not-runnable",
          "Browsers cannot run " + file + "; write plain JavaScript into a .js file.");
    } else if (type.equals("module")) {
      warnOfModule(page.source(), offset);
    } else {
      JsImports imports = scanned.get(file);
      requireClassic(page.source(), offset, imports != null && imports.moduleSyntaxAt() >= 0);
    }
    toFollow.push(file);
  }

  private void inline(HtmlFile page, Element element, boolean isModule) {
    JsImports imports =
        scan(page.source(), HtmlFile.contentStart(element), page.contentEnd(element));
    int offset = HtmlFile.offset(element);
    if (!isModule) {
      requireClassic(page.source(), offset, imports.moduleSyntaxAt() >= 0);
    } else if (!imports.imports().isEmpty()) {
      warnOfModule(page.source(), offset);
    }
    imports.imports().forEach(each -> follow(page.source(), each));
  }

  private void requireClassic(SourceFile page, int offset, boolean hasModuleSyntax) {
    if (hasModuleSyntax) {
      findings.error(
          page,
          offset,
          "script-needs-module",
          "This script uses import or export, which stops it here; add type=\"module\", or write it"
              + " without.");
    }
  }

  private void warnOfModule(SourceFile page, int offset) {
    findings.warning(
        page,
        offset,
        "module-needs-server",
        "Browsers refuse module files when the page is opened from the file system; a plain script"
            + " with defer works everywhere.");
  }

  private JsImports scan(SourceFile file, int start, int end) {
    JsImports imports = new JsImports(file);
    try {
      JsScanner.scan(file, start, end, imports);
    } catch (SourceFile.Fault fault) {
      findings.error(file, fault.offset(), fault.code(), fault.problem());
    }
    words.addAll(imports.words());
    return imports;
  }

  private void follow(SourceFile from, Import each) {
    String specifier = mapped(each.specifier());
    if (!specifier.matches("(?s)\\.{0,2}/.*|[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      findings.error(
          from,
          each.offset(),
          "import-bare",
          "The import \""
              + SourceFile.excerpt(specifier)
              + "\" names a package, which browsers cannot find; write a path that starts with ./,"
              + " or do without the package.");
      return;
    }
    references
        .follow(from, each.offset(), specifier, Use.MODULE)
        .ifPresent(target -> imported(from, each, target.file()));
  }

  private void imported(SourceFile from, Import each, FilePath target) {
    if (!RUNNABLE.contains(target.extension()) && !each.hasAttributes()) {
      findings.error(
          from,
          each.offset(),
          "import-not-script",
          "Browsers cannot import "
              + target
              + " like this; link styles and pictures from the page.");
    }
    toFollow.push(target);
  }

  /** What an import map makes of a specifier. */
  private String mapped(String specifier) {
    String exact = importMap.get(specifier);
    if (exact != null) {
      return exact;
    }
    return importMap.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("/") && specifier.startsWith(entry.getKey()))
        .max(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue() + specifier.substring(entry.getKey().length()))
        .orElse(specifier);
  }
}
