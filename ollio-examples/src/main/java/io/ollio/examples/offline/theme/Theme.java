package io.ollio.examples.offline.theme;

import org.jspecify.annotations.Nullable;

/**
 * How a component looks.
 *
 * @param mode light or dark
 * @param accent colour of buttons, links and marks
 * @param background colour of the page; absent means that of the mode
 * @param style look on top of the plain one
 * @param font the typeface
 * @param radiusRem how round corners are, in rem
 * @param size factors on the usual sizes
 * @param switchable whether the visitor can switch between light and dark
 */
public record Theme(
    Mode mode,
    NamedColor accent,
    @Nullable NamedColor background,
    Style style,
    Font font,
    double radiusRem,
    Size size,
    boolean switchable) {
  /** How round corners are when nobody says. */
  public static final double USUAL_RADIUS_REM = 1;

  /** The look when nobody says anything. */
  public static final Theme USUAL =
      new Theme(
          Mode.LIGHT,
          new NamedColor("indigo", Color.ofHex("4f46e5")),
          null,
          Style.PLAIN,
          Font.SANS,
          USUAL_RADIUS_REM,
          Size.USUAL,
          false);

  /** Keeps the corners in a range that still looks right. */
  public Theme {
    radiusRem = Math.max(0, Math.min(2.25, radiusRem));
  }

  /**
   * This theme in light or dark; a background of one's own goes, since it belonged to the other.
   */
  public Theme withMode(Mode other) {
    return new Theme(other, accent, null, style, font, radiusRem, size, switchable);
  }

  /** This theme with another accent. */
  public Theme withAccent(NamedColor other) {
    return new Theme(mode, other, background, style, font, radiusRem, size, switchable);
  }

  /** This theme on another page colour; the text follows from it. */
  public Theme withBackground(NamedColor other) {
    Mode fitting = other.color().luminance() < 0.18 ? Mode.DARK : Mode.LIGHT;
    return new Theme(fitting, accent, other, style, font, radiusRem, size, switchable);
  }

  /** This theme in another style. */
  public Theme withStyle(Style other) {
    return new Theme(mode, accent, background, other, font, radiusRem, size, switchable);
  }

  /** This theme in another typeface. */
  public Theme withFont(Font other) {
    return new Theme(mode, accent, background, style, other, radiusRem, size, switchable);
  }

  /** This theme with other corners. */
  public Theme withRadiusRem(double other) {
    return new Theme(mode, accent, background, style, font, other, size, switchable);
  }

  /** This theme in other sizes. */
  public Theme withSize(Size other) {
    return new Theme(mode, accent, background, style, font, radiusRem, other, switchable);
  }

  /** This theme with a button for light and dark, or without. */
  public Theme withSwitchable(boolean other) {
    return new Theme(mode, accent, background, style, font, radiusRem, size, other);
  }
}
