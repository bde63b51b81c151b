package io.ollio.examples.offline.page;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.component.ComponentRequest;
import io.ollio.examples.offline.component.Details;
import io.ollio.examples.offline.component.Item;
import io.ollio.examples.offline.text.Grammar;
import io.ollio.examples.offline.text.Resources;
import io.ollio.examples.offline.text.Template;
import io.ollio.examples.offline.theme.Theme;
import io.ollio.examples.offline.theme.ThemeCss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the three files of a new component. The same request always gives the same files. */
public final class PageWriter {
  private final Catalogue catalogue;
  private final ThemeCss themeCss;
  private final SectionWriter sections;
  private final SiteFiles files;

  /** A writer of all kinds in the catalogue. */
  public PageWriter(Catalogue catalogue, ThemeCss themeCss) {
    this.catalogue = catalogue;
    this.themeCss = themeCss;
    this.sections = new SectionWriter(catalogue);
    this.files = new SiteFiles(catalogue);
  }

  /** File contents by name: the page, its style sheet, its script, in this order. */
  public Map<String, String> write(ComponentRequest request) {
    List<ComponentRequest> parts = parts(request);
    List<ComponentKind> kinds = new ArrayList<>();
    parts.forEach(part -> kinds.add(part.kind()));
    if (request.kind() == ComponentKind.MODAL) {
      request.extras().stream().filter(ComponentKind::isForm).forEach(kinds::add);
    }
    Map<String, String> out = new LinkedHashMap<>();
    out.put(SiteFiles.HTML, html(request, parts));
    out.put(SiteFiles.CSS, css(request.theme(), kinds, needsDemo(parts)));
    out.put(SiteFiles.JS, js(request.theme(), kinds));
    return out;
  }

  /** The page's title, as plain text. */
  public String titleOf(ComponentRequest request) {
    return parts(request).stream()
        .filter(part -> part.kind() != ComponentKind.NAVBAR)
        .findFirst()
        .map(sections::titleOf)
        .orElseGet(() -> sections.titleOf(request));
  }

  /** One request for each section: of a whole page, or the kind itself and what was added to it. */
  private List<ComponentRequest> parts(ComponentRequest request) {
    List<ComponentRequest> parts = new ArrayList<>();
    boolean page = request.kind() == ComponentKind.LANDING;
    if (page) {
      for (String id : catalogue.recipe(request.kind()).sections()) {
        catalogue.kind(id).ifPresent(kind -> parts.add(sectionOfPage(request, kind)));
      }
    } else {
      parts.add(request);
    }
    for (ComponentKind extra : request.extras()) {
      boolean there = parts.stream().anyMatch(part -> part.kind() == extra);
      boolean inDialog = request.kind() == ComponentKind.MODAL && extra.isForm();
      if (!there && !inDialog && extra != ComponentKind.LANDING) {
        int end = page ? parts.size() - 2 : parts.size();
        parts.add(end, request.furtherSection(extra));
      }
    }
    return parts;
  }

  /** The first section of a page has the user's words, its features have the user's entries. */
  private static ComponentRequest sectionOfPage(ComponentRequest request, ComponentKind kind) {
    return switch (kind) {
      case HERO -> request.withKind(kind).withItems(List.of());
      case FEATURES ->
          new ComponentRequest(
              kind,
              true,
              List.of(),
              request.theme(),
              request.wording().forFurtherSection(),
              request.items(),
              List.of(),
              request.details());
      case NAVBAR -> request.furtherSection(kind).withItems(linksOfPage());
      default -> request.furtherSection(kind);
    };
  }

  private static List<Item> linksOfPage() {
    return List.of(Item.named("Home"), Item.named("Features"), Item.named("Newsletter"));
  }

  private String html(ComponentRequest request, List<ComponentRequest> parts) {
    List<String> targets = new ArrayList<>();
    parts.forEach(part -> targets.add(part.kind().id()));
    Map<String, List<String>> places = new HashMap<>();
    boolean demo = needsDemo(parts);
    if (demo) {
      targets.addAll(demoNames(parts).stream().map(Grammar::slug).toList());
    }
    boolean first = true;
    for (ComponentRequest part : parts) {
      String layout = catalogue.recipe(part.kind()).layout();
      boolean heads = first && layout.equals("section");
      String html = sections.write(part, heads, targets);
      places.computeIfAbsent(layout, key -> new ArrayList<>()).add(html);
      first = first && !heads;
    }
    if (demo) {
      places.put("section", List.of(demo(demoNames(parts))));
    }
    return page(request, places);
  }

  private String page(ComponentRequest request, Map<String, List<String>> places) {
    Map<String, Object> values = new HashMap<>();
    String name = Grammar.capitalized(catalogue.recipe(request.kind()).name());
    values.put("title", Grammar.shortened(titleOf(request), 70));
    values.put("description", Grammar.shortened(name + ": " + titleOf(request), 155));
    values.put("header", String.join("\n\n", places.getOrDefault("header", List.of())));
    values.put("main", String.join("\n\n", places.getOrDefault("section", List.of())));
    String toggle =
        request.theme().switchable()
            ? Template.render(
                Resources.text("parts/toggle.html"), Map.of("icon", Icons.all(catalogue)))
            : "";
    List<String> bottom = new ArrayList<>(places.getOrDefault("footer", List.of()));
    if (!toggle.isEmpty()) {
      bottom.add(toggle.stripTrailing());
    }
    values.put("footer", String.join("\n\n", bottom));
    return Template.render(Resources.text("page.html"), values);
  }

  private String css(Theme theme, List<ComponentKind> kinds, boolean demo) {
    List<String> blocks = new ArrayList<>();
    blocks.add(themeCss.write(theme).stripTrailing());
    files.part("base", "css").ifPresent(blocks::add);
    if (demo) {
      files.part("demo", "css").ifPresent(blocks::add);
    }
    blocks.addAll(files.cssOf(kinds));
    files.cssOf(theme.style()).ifPresent(blocks::add);
    if (theme.switchable()) {
      files.part("toggle", "css").ifPresent(blocks::add);
    }
    return joined(blocks);
  }

  private String js(Theme theme, List<ComponentKind> kinds) {
    List<String> blocks = new ArrayList<>();
    files.part("base", "js").ifPresent(blocks::add);
    blocks.addAll(files.jsOf(kinds));
    if (theme.switchable()) {
      for (String name : List.of("storage", "toggle")) {
        files.part(name, "js").filter(block -> !blocks.contains(block)).ifPresent(blocks::add);
      }
    }
    return joined(blocks);
  }

  private boolean needsDemo(List<ComponentRequest> parts) {
    return parts.stream()
        .noneMatch(part -> catalogue.recipe(part.kind()).layout().equals("section"));
  }

  /** Where the links of a navigation bar go when it was built alone. */
  private List<String> demoNames(List<ComponentRequest> parts) {
    ComponentRequest bar = parts.get(0);
    if (bar.kind() != ComponentKind.NAVBAR) {
      return List.of("Your page");
    }
    if (!bar.items().isEmpty()) {
      return bar.items().stream().map(Item::name).toList();
    }
    int count = bar.details().equals(Details.NONE) ? 0 : bar.details().count();
    return catalogue.recipe(ComponentKind.NAVBAR).items().stream()
        .limit(count > 0 ? count : catalogue.recipe(ComponentKind.NAVBAR).usualCount())
        .map(item -> String.valueOf(item.get("name")))
        .toList();
  }

  private static String demo(List<String> names) {
    List<Map<String, Object>> places = new ArrayList<>();
    for (String name : names) {
      boolean first = places.isEmpty();
      places.add(Map.of("name", name, "target", Grammar.slug(name), "h", first ? "h1" : "h2"));
    }
    String template = Resources.text("parts/demo.html");
    return Template.render(template, Map.of("places", places)).stripTrailing();
  }

  private static String joined(List<String> blocks) {
    return blocks.stream().collect(Collectors.joining("\n\n", "", "\n"));
  }
}
