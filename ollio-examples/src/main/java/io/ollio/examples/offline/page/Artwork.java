package io.ollio.examples.offline.page;

import io.ollio.examples.offline.component.Catalogue;
import java.util.Map;
import java.util.TreeMap;

/** Inline pictures: icons, and drawings that stand in for the user's own pictures. */
final class Artwork {
  private final Catalogue catalogue;

  Artwork(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** All icons by name, as whole SVG elements. */
  Map<String, String> icons() {
    Map<String, String> icons = new TreeMap<>();
    catalogue.icons().forEach((name, inside) -> icons.put(name, icon(inside)));
    return icons;
  }

  /** One icon; a spark when there is none of this name. */
  String iconNamed(String name) {
    Map<String, String> icons = catalogue.icons();
    return icon(icons.getOrDefault(name, icons.getOrDefault("spark", "")));
  }

  /** The drawing for the entry with this number, from 0. */
  String drawing(int number) {
    int index = Math.floorMod(number, catalogue.drawings().size());
    return "<svg class=\"art\" viewBox=\"0 0 400 300\" aria-hidden=\"true\">"
        + catalogue.drawings().get(index)
        + "</svg>";
  }

  private static String icon(String inside) {
    return "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">" + inside + "</svg>";
  }
}
