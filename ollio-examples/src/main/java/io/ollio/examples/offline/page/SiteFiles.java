package io.ollio.examples.offline.page;

import io.ollio.examples.offline.component.Catalogue;
import io.ollio.examples.offline.component.ComponentKind;
import io.ollio.examples.offline.text.Resources;
import io.ollio.examples.offline.theme.Style;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The CSS and JavaScript blocks that kinds and styles need; each begins with its own comment. */
public final class SiteFiles {
  /** Name of the page's file. */
  public static final String HTML = "index.html";

  /** Name of the style sheet. */
  public static final String CSS = "styles.css";

  /** Name of the script. */
  public static final String JS = "script.js";

  private final Catalogue catalogue;

  /** The blocks of these kinds. */
  public SiteFiles(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** CSS blocks for these kinds, shared parts first, without theme, base and style. */
  public List<String> cssOf(Collection<ComponentKind> kinds) {
    return blocks(kinds, "css");
  }

  /** JavaScript blocks for these kinds, shared parts first, without the base. */
  public List<String> jsOf(Collection<ComponentKind> kinds) {
    return blocks(kinds, "js");
  }

  /** A shared part, for example {@code toggle} in {@code css}; empty when it has no such file. */
  public Optional<String> part(String name, String extension) {
    return Resources.find("parts/" + name + "." + extension).map(String::stripTrailing);
  }

  /** CSS of a style; empty for the plain one. */
  public Optional<String> cssOf(Style style) {
    return part("style-" + style.word(), "css");
  }

  /** The first line of a block: its heading comment, by which it is found again. */
  public static String headOf(String block) {
    int end = block.indexOf('\n');
    return end < 0 ? block : block.substring(0, end);
  }

  private List<String> blocks(Collection<ComponentKind> kinds, String extension) {
    Set<String> blocks = new LinkedHashSet<>();
    for (ComponentKind kind : kinds) {
      catalogue.recipe(kind).parts().forEach(name -> part(name, extension).ifPresent(blocks::add));
    }
    for (ComponentKind kind : kinds) {
      String path = "kinds/" + kind.id() + "/component." + extension;
      Resources.find(path).map(String::stripTrailing).ifPresent(blocks::add);
    }
    return List.copyOf(blocks);
  }
}
