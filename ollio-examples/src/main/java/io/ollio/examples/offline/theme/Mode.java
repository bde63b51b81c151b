package io.ollio.examples.offline.theme;

/** Light or dark. */
public enum Mode {
  /** Dark text on a light page. */
  LIGHT("light"),
  /** Light text on a dark page. */
  DARK("dark"),
  /** As the visitor's system says. */
  AUTO("light dark");

  private final String colorScheme;

  Mode(String colorScheme) {
    this.colorScheme = colorScheme;
  }

  /** Value of the CSS property {@code color-scheme}. */
  public String colorScheme() {
    return colorScheme;
  }
}
