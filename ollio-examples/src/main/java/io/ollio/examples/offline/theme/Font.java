package io.ollio.examples.offline.theme;

/** The typefaces of a component: only such as every system has, since nothing is loaded. */
public enum Font {
  /** The system's own interface face. */
  SANS("system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, sans-serif"),
  /** A book face. */
  SERIF("Georgia, \"Iowan Old Style\", \"Palatino Linotype\", \"Times New Roman\", serif"),
  /** All letters of one width. */
  MONO("ui-monospace, \"Cascadia Code\", Menlo, Consolas, \"DejaVu Sans Mono\", monospace");

  private final String stack;

  Font(String stack) {
    this.stack = stack;
  }

  /** Value of the CSS property {@code font-family}. */
  public String stack() {
    return stack;
  }
}
