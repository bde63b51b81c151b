package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Recipe;
import io.ollio.examples.offline.page.SectionWriter;
import io.ollio.examples.offline.page.SiteFiles;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.text.Resources;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Adds and removes whole sections with their styles and scripts. */
final class SectionEditor {
  private final Catalogue catalogue;
  private final SectionWriter sections;
  private final SiteFiles files;

  SectionEditor(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.sections = new SectionWriter(catalogue);
    this.files = new SiteFiles(catalogue);
  }

  Outcome add(Draft draft, ComponentRequest request) {
    Recipe recipe = catalogue.recipe(request.kind());
    Page page = new Page(draft.html());
    Optional<Element> main = page.first("main");
    if (main.isEmpty() || draft.css().isEmpty()) {
      return Outcome.refused("can add sections only to pages that I have written");
    }
    if (!find(page, request.kind()).isEmpty()) {
      return Outcome.refused(
          "found that the page has " + Grammar.withArticle(recipe.name()) + " already");
    }
    List<String> targets = page.select("[data-section]").eachAttr("data-section");
    String html = sections.write(request, page.select("h1").isEmpty(), targets);
    switch (recipe.layout()) {
      case "header" -> page.insertBefore(main.get(), html + "\n\n");
      case "footer" -> page.insertAfter(main.get(), "\n" + html);
      default -> page.append(main.get(), "\n" + html);
    }
    draft.html(spaced(page.changed(), html));
    List<ComponentKind> kinds = List.of(request.kind());
    draft.css(Blocks.with(draft.css().orElse(""), files.cssOf(kinds)));
    draft.js().ifPresent(script -> draft.js(Blocks.with(script, files.jsOf(kinds))));
    return Outcome.done("added " + Grammar.withArticle(recipe.name()));
  }

  /** Leaves an empty line between the new section and the one above it. */
  private static String spaced(String page, String html) {
    String firstLine = SiteFiles.headOf(html);
    return page.replaceFirst(
        "(?<=[^\\n])\\n( *)" + Pattern.quote(firstLine),
        "\n\n$1" + Matcher.quoteReplacement(firstLine));
  }

  Outcome remove(Draft draft, ComponentKind kind) {
    Page page = new Page(draft.html());
    List<Element> found = find(page, kind);
    String name = catalogue.recipe(kind).name();
    if (found.isEmpty()) {
      return Outcome.refused("found no " + name + " on the page");
    }
    if (page.select("[data-section]").size() == found.size()) {
      return Outcome.refused("kept the " + name + ": nothing else is on the page");
    }
    found.forEach(page::remove);
    for (Element link : page.select("a[href=#" + kind.id() + "]")) {
      Element entry = link.closest("[data-item]");
      if (entry != null) {
        page.remove(entry);
      } else if (found.stream().noneMatch(section -> link.parents().contains(section))) {
        String target = "href=\"#" + kind.id() + "\"";
        page.replace(link, page.source(link).replaceFirst(target, "href=\"#main\""));
      }
    }
    draft.html(page.changed());
    String css = withoutOwn(draft.css().orElse(""), kind, "css");
    draft.css(css);
    draft.js().ifPresent(script -> draft.js(withoutOwn(script, kind, "js")));
    return Outcome.done("removed the " + name);
  }

  /** Shared parts stay, since another section may need them. */
  private String withoutOwn(String file, ComponentKind kind, String extension) {
    return Resources.find("kinds/" + kind.id() + "/component." + extension)
        .map(block -> Blocks.without(file, SiteFiles.headOf(block)))
        .orElse(file);
  }

  private static List<Element> find(Page page, ComponentKind kind) {
    return page.select("[data-section=" + kind.id() + "]");
  }
}
