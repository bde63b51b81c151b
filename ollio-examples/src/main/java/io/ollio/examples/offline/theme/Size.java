package io.ollio.examples.offline.theme;

/**
 * Factors on the usual sizes.
 *
 * @param text of the text and everything measured by it; 1 is usual
 * @param width of the component; 1 is usual
 */
public record Size(double text, double width) {
  /** The usual sizes. */
  public static final Size USUAL = new Size(1, 1);

  /** Keeps the factors in a range that still looks right. */
  public Size {
    text = Math.max(0.75, Math.min(1.5, text));
    width = Math.max(0.6, Math.min(1.8, width));
  }
}
