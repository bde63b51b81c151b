package io.ollio.examples.offline.theme;

import java.util.Locale;

/** A look on top of the plain one; each but the plain one adds a few rules of CSS. */
public enum Style {
  /** Soft shadows, nothing special. */
  PLAIN,
  /** Lines instead of shadows. */
  MINIMAL,
  /** See-through cards on a glowing page. */
  GLASS,
  /** Two colours that run into each other. */
  GRADIENT,
  /** Serif headings, much air. */
  ELEGANT,
  /** Thick lines and hard shadows. */
  PLAYFUL;

  /** The style's name in lower case, as in its CSS file and in sentences. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
