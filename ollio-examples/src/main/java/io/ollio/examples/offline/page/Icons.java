package io.ollio.examples.offline.page;

import io.ollio.examples.offline.component.Catalogue;
import java.util.Map;
import java.util.TreeMap;

/** Icons as whole SVG elements. */
public final class Icons {
  private Icons() {}

  /** All icons by name. */
  public static Map<String, String> all(Catalogue catalogue) {
    Map<String, String> icons = new TreeMap<>();
    catalogue.icons().forEach((name, inside) -> icons.put(name, icon(inside)));
    return icons;
  }

  /** One icon; a spark when there is none of this name. */
  static String named(Catalogue catalogue, String name) {
    Map<String, String> icons = catalogue.icons();
    return icon(icons.getOrDefault(name, icons.getOrDefault("spark", "")));
  }

  /** The drawing that stands in for the picture with this number, from 0. */
  static String drawing(Catalogue catalogue, int number) {
    int index = Math.floorMod(number, catalogue.drawings().size());
    return "<svg class=\"art\" viewBox=\"0 0 400 300\" preserveAspectRatio=\"xMidYMid slice\""
        + " aria-hidden=\"true\">"
        + catalogue.drawings().get(index)
        + "</svg>";
  }

  private static String icon(String inside) {
    return "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">" + inside + "</svg>";
  }
}
