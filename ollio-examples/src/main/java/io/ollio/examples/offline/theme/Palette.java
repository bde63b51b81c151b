package io.ollio.examples.offline.theme;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The colours of a page in light or in dark, worked out from the theme so that every text has at
 * least the contrast that WCAG 2.2 AA asks for (4.5 for text, 3 for the edges of fields), whatever
 * accent was asked for.
 */
final class Palette {
  private static final double TEXT_CONTRAST = 4.6;
  private static final double EDGE_CONTRAST = 3.1;

  private final Theme theme;
  private final boolean dark;

  Palette(Theme theme, boolean dark) {
    this.theme = theme;
    this.dark = dark;
  }

  /** CSS variables by name, in the order in which they are written. */
  Map<String, String> variables() {
    Color accent = theme.accent().color();
    Color page = page(accent);
    Color surface = surface(page, accent);
    Color second = second(surface, page, accent);
    Color soft = surface.mix(accent, dark ? 0.2 : 0.1);
    Color glow = page.mix(accent, dark ? 0.3 : 0.2);
    Color otherGlow = page.mix(accent.turned(50), dark ? 0.26 : 0.18);
    boolean glows = theme.style() == Style.GLASS || theme.style() == Style.GRADIENT;
    Color[] grounds =
        glows
            ? new Color[] {page, surface, second, glow, otherGlow}
            : new Color[] {page, surface, second};
    Color text = (dark ? Color.ofHex("f1f3f8") : Color.ofHex("14171f")).readableOn(7, grounds);
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("--bg", page.hex());
    variables.put("--surface", surface.hex());
    variables.put("--surface-2", second.hex());
    variables.put("--field", (dark ? page : surface).hex());
    variables.put("--text", text.hex());
    variables.put("--muted", text.mix(surface, 0.34).readableOn(TEXT_CONTRAST, grounds).hex());
    variables.put("--line", surface.mix(text, 0.14).hex());
    variables.put("--field-line", surface.mix(text, 0.42).readableOn(EDGE_CONTRAST, grounds).hex());
    variables.put(
        "--accent-text",
        readable(accent.readableOn(TEXT_CONTRAST, grounds), soft, page, surface, second));
    variables.put("--accent-soft", soft.hex());
    variables.put("--danger", readable(Color.ofHex(dark ? "ff8f87" : "b42318"), grounds));
    variables.put("--ok", readable(Color.ofHex(dark ? "5fd99b" : "067647"), grounds));
    variables.put("--glow-1", glow.hex());
    variables.put("--glow-2", otherGlow.hex());
    variables.put("--shadow", shadow());
    return variables;
  }

  private Color page(Color accent) {
    NamedColor own = theme.background();
    if (own != null) {
      return own.color();
    }
    return dark
        ? Color.ofHex("0c0e14").mix(accent, 0.05)
        : Color.ofHex("f5f6f9").mix(accent, 0.035);
  }

  private Color surface(Color page, Color accent) {
    if (theme.background() == null) {
      return dark ? Color.ofHex("161922").mix(accent, 0.05) : Color.WHITE;
    }
    if (!dark) {
      return page.mix(Color.WHITE, 0.72);
    }
    return page.luminance() > 0.05 ? page.mix(Color.INK, 0.4) : page.mix(Color.WHITE, 0.07);
  }

  private Color second(Color surface, Color page, Color accent) {
    if (dark) {
      return surface.mix(Color.WHITE, 0.06);
    }
    return theme.background() == null ? page.mix(accent, 0.03) : surface.mix(page, 0.5);
  }

  private static String readable(Color color, Color... grounds) {
    return color.readableOn(TEXT_CONTRAST, grounds).hex();
  }

  private String shadow() {
    return dark
        ? "0 1px 2px rgb(0 0 0 / 40%), 0 1rem 2.5rem rgb(0 0 0 / 35%)"
        : "0 1px 2px rgb(16 24 40 / 6%), 0 0.75rem 2rem rgb(16 24 40 / 8%)";
  }
}
