package io.ollio.examples.offline.theme;

import java.util.Locale;

/**
 * A colour of the sRGB space, with the contrast arithmetic of the Web Content Accessibility
 * Guidelines (WCAG 2.2, "relative luminance" and "contrast ratio").
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Color(int red, int green, int blue) {
  /** White. */
  public static final Color WHITE = new Color(255, 255, 255);

  private static final Color BLACK = new Color(0, 0, 0);

  /** Nearly black; softer on the eye and still readable on every light colour. */
  public static final Color INK = new Color(11, 13, 18);

  /** The colour of six or three hexadecimal digits, with or without the leading sign. */
  public static Color ofHex(String hex) {
    String digits = hex.startsWith("#") ? hex.substring(1) : hex;
    if (digits.length() == 3) {
      digits = digits.replaceAll("(.)", "$1$1");
    }
    int value = Integer.parseInt(digits, 16);
    return new Color(value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF);
  }

  /** As in CSS, for example {@code #2563eb}. */
  public String hex() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }

  /** Brightness for the eye, 0 (black) to 1 (white). */
  public double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  /** Contrast of two colours, 1 (none) to 21 (black and white). */
  public double contrast(Color other) {
    double a = luminance() + 0.05;
    double b = other.luminance() + 0.05;
    return a > b ? a / b : b / a;
  }

  /** This colour with a share (0 to 1) of another one. */
  public Color mix(Color other, double share) {
    return new Color(
        between(red, other.red, share),
        between(green, other.green, share),
        between(blue, other.blue, share));
  }

  /** White or ink, whichever reads better on this colour. */
  public Color textOn() {
    if (contrast(WHITE) >= contrast(INK)) {
      return WHITE;
    }
    return contrast(INK) >= 4.5 ? INK : BLACK;
  }

  /**
   * The nearest colour, towards white or black, with at least this contrast to each of the
   * backgrounds; white or black where nothing is enough.
   */
  public Color readableOn(double contrast, Color... backgrounds) {
    Color darker = towards(BLACK, contrast, backgrounds);
    Color lighter = towards(WHITE, contrast, backgrounds);
    boolean darkReads = darker.lowestContrast(backgrounds) >= contrast;
    boolean lightReads = lighter.lowestContrast(backgrounds) >= contrast;
    if (darkReads && lightReads) {
      return distance(lighter) < distance(darker) ? lighter : darker;
    }
    boolean dark = darker.lowestContrast(backgrounds) > lighter.lowestContrast(backgrounds);
    return dark ? darker : lighter;
  }

  /** This colour turned on the colour wheel, as bright and as strong as before. */
  public Color turned(int degrees) {
    int high = Math.max(red, Math.max(green, blue));
    int low = Math.min(red, Math.min(green, blue));
    double sector = (hue(high, low) + degrees / 60.0) % 6;
    return new Color(
        channel(sector, 5, high, low),
        channel(sector, 3, high, low),
        channel(sector, 1, high, low));
  }

  /** Place on the colour wheel, 0 (red) to 6 (red again). */
  private double hue(int high, int low) {
    double span = Math.max(1, high - low);
    if (high == red) {
      return ((green - blue) / span + 6) % 6;
    }
    return high == green ? (blue - red) / span + 2 : (red - green) / span + 4;
  }

  private static int channel(double sector, int offset, int high, int low) {
    double k = (offset + sector) % 6;
    double strength = Math.max(0, Math.min(1, Math.min(k, 4 - k)));
    return (int) Math.round(high - (high - low) * strength);
  }

  private Color towards(Color end, double contrast, Color... backgrounds) {
    Color candidate = this;
    for (int step = 1; step <= 50 && candidate.lowestContrast(backgrounds) < contrast; step++) {
      candidate = mix(end, step / 50.0);
    }
    return candidate;
  }

  private double lowestContrast(Color... backgrounds) {
    double lowest = Double.MAX_VALUE;
    for (Color background : backgrounds) {
      lowest = Math.min(lowest, contrast(background));
    }
    return lowest;
  }

  private int distance(Color other) {
    return Math.abs(red - other.red) + Math.abs(green - other.green) + Math.abs(blue - other.blue);
  }

  private static int between(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
