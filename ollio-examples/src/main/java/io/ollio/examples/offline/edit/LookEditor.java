package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.page.Icons;
import io.ollio.examples.offline.page.SiteFiles;
import io.ollio.examples.offline.text.Resources;
import io.ollio.examples.offline.text.Template;
import io.ollio.examples.offline.theme.Color;
import io.ollio.examples.offline.theme.NamedColor;
import io.ollio.examples.offline.theme.Style;
import io.ollio.examples.offline.theme.Theme;
import io.ollio.examples.offline.theme.ThemeCss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jsoup.nodes.Element;

/** Changes colours, corners, sizes and styles through the theme block of the style sheet. */
final class LookEditor {
  private static final Outcome NO_THEME =
      Outcome.refused(
          "found no theme block in the style sheet; I can restyle only pages that I have written");

  private final SiteFiles files;
  private final ThemeCss themeCss;
  private final Catalogue catalogue;

  LookEditor(Catalogue catalogue, ThemeCss themeCss) {
    this.catalogue = catalogue;
    this.files = new SiteFiles(catalogue);
    this.themeCss = themeCss;
  }

  /** The theme that the style sheet has now. */
  Optional<Theme> theme(Draft draft) {
    return draft.css().flatMap(themeCss::read);
  }

  Outcome change(Draft draft, String says, UnaryOperator<Theme> change) {
    Optional<Theme> old = theme(draft);
    if (old.isEmpty()) {
      return NO_THEME;
    }
    Theme fresh = change.apply(old.get());
    if (fresh.equals(old.get())) {
      return Outcome.refused("found nothing to change: it is like that already");
    }
    String css = themeCss.replace(draft.css().orElse(""), fresh);
    if (fresh.style() != old.get().style()) {
      css = restyled(css, old.get().style(), fresh.style());
    }
    draft.css(css);
    if (fresh.switchable() != old.get().switchable()) {
      return toggle(draft, says, fresh.switchable());
    }
    return Outcome.done(says);
  }

  /** Gives one part of the page a colour of its own. */
  Outcome paint(Draft draft, String part, NamedColor color) {
    Optional<Theme> theme = theme(draft);
    if (theme.isEmpty()) {
      return NO_THEME;
    }
    addRule(draft, rule(part, color.color(), theme.get()));
    return Outcome.done("made the " + part + " " + color.name());
  }

  /** Makes one part larger or smaller than the rest. */
  Outcome resize(Draft draft, String part, boolean larger) {
    if (theme(draft).isEmpty()) {
      return NO_THEME;
    }
    boolean title = part.equals("title");
    String size =
        larger
            ? (title ? "clamp(2.4rem, 1.6rem + 3.6vw, 4rem)" : "1.15rem")
            : (title ? "clamp(1.25rem, 1.1rem + 0.8vw, 1.6rem)" : "0.9rem");
    String button = larger ? "\n  min-height: 3.4rem;" : "\n  min-height: 2.4rem;";
    String selector = title ? ".section .title" : ".button";
    addRule(draft, selector + " {\n  font-size: " + size + ";" + (title ? "" : button) + "\n}");
    return Outcome.done("made the " + part + (larger ? " larger" : " smaller"));
  }

  private static void addRule(Draft draft, String rule) {
    String head = "/* ---------- Adjustments ---------- */";
    String css = draft.css().orElse("").stripTrailing();
    String gap = css.contains(head) ? "\n\n" : "\n\n" + head + "\n";
    draft.css(css + gap + rule + "\n");
  }

  private static String rule(String part, Color color, Theme theme) {
    Color[] grounds = ThemeCss.groundsOf(theme);
    String readable = color.readableOn(4.5, grounds).hex();
    return switch (part) {
      case "button" ->
          ".button--primary,\n.button--primary:hover {\n  color: "
              + color.textOn().hex()
              + ";\n  background: "
              + color.hex()
              + ";\n}";
      case "title" -> ".title {\n  color: " + readable + ";\n}";
      case "link" -> ".link,\n.navbar__link,\n.footer__link {\n  color: " + readable + ";\n}";
      case "text" -> "body,\n.lead,\n.muted {\n  color: " + readable + ";\n}";
      case "border" -> ".card {\n  border-color: " + color.hex() + ";\n}";
      default -> throw new IllegalArgumentException("part is " + part + ", which has no rule");
    };
  }

  private String restyled(String css, Style old, Style fresh) {
    String without =
        files.cssOf(old).map(block -> Blocks.without(css, SiteFiles.headOf(block))).orElse(css);
    return files.cssOf(fresh).map(block -> Blocks.with(without, List.of(block))).orElse(without);
  }

  /** Adds or removes the button for light and dark. */
  private Outcome toggle(Draft draft, String says, boolean wanted) {
    Page page = new Page(draft.html());
    Optional<Element> button = page.first("[data-theme-button]");
    Optional<Element> main = page.first("footer", "main");
    List<String> js = new ArrayList<>();
    files.part("storage", "js").ifPresent(js::add);
    files.part("toggle", "js").ifPresent(js::add);
    String css = files.part("toggle", "css").orElse("");
    if (wanted) {
      if (button.isEmpty() && main.isPresent()) {
        String html = Resources.text("parts/toggle.html");
        page.insertAfter(main.get(), "\n" + Template.render(html, Map.of("icon", icons())));
      }
      draft.css(Blocks.with(draft.css().orElse(""), List.of(css)));
      draft.js().ifPresent(script -> draft.js(Blocks.with(script, js)));
    } else {
      button.ifPresent(page::remove);
      draft.css(Blocks.without(draft.css().orElse(""), SiteFiles.headOf(css)));
      String last = SiteFiles.headOf(js.get(js.size() - 1));
      draft.js().ifPresent(script -> draft.js(Blocks.without(script, last)));
    }
    draft.html(page.changed());
    return Outcome.done(says);
  }

  private Map<String, String> icons() {
    return Icons.all(catalogue);
  }
}
