package io.ollio.examples.offline.theme;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The block of CSS variables at the head of a style sheet: written from a theme, and read back from
 * a style sheet so that a later prompt can change it.
 */
public final class ThemeCss {
  private static final String START = "/* ---------- Theme: change these values to restyle all";
  private static final String END = "/* ---------- End of theme ---------- */";
  private static final Pattern VARIABLE =
      Pattern.compile("(color-scheme|--[\\w-]+):\\s*([^;]+);(?:\\s*/\\*\\s*([^*]*?)\\s*\\*/)?");

  private final ColorNames names;

  /** A reader that knows these names. */
  public ThemeCss(ColorNames names) {
    this.names = names;
  }

  /** The whole block, with its first and last comment line. */
  public String write(Theme theme) {
    StringBuilder css = new StringBuilder(START).append(" ---------- */\n:root {\n");
    line(css, "color-scheme", theme.mode().colorScheme());
    css.append("  --accent: ").append(theme.accent().color().hex()).append("; /* ");
    css.append(theme.accent().name()).append(" */\n");
    shapes(css, theme);
    boolean dark = theme.mode() == Mode.DARK;
    new Palette(theme, dark).variables().forEach((name, value) -> line(css, name, value));
    css.append("}\n");
    if (theme.mode() == Mode.AUTO) {
      block(
          css,
          "@media (prefers-color-scheme: dark) {\n  :root {\n",
          theme,
          true,
          "    ",
          "  }\n}\n");
    }
    if (theme.switchable()) {
      block(css, ":root[data-theme=\"light\"] {\n", theme, false, "  ", "}\n");
      block(css, ":root[data-theme=\"dark\"] {\n", theme, true, "  ", "}\n");
    }
    return css.append(END).append('\n').toString();
  }

  /** The theme that a style sheet begins with; empty when it has no block of this form. */
  public Optional<Theme> read(String css) {
    int start = css.indexOf(START);
    int end = css.indexOf(END);
    if (start < 0 || end < start) {
      return Optional.empty();
    }
    String block = css.substring(start, end);
    Theme theme = Theme.USUAL.withSwitchable(block.contains("[data-theme=\"dark\"]"));
    int firstBrace = block.indexOf('}');
    Matcher variable = VARIABLE.matcher(firstBrace < 0 ? block : block.substring(0, firstBrace));
    String page = "";
    while (variable.find()) {
      theme = with(theme, variable.group(1), variable.group(2), variable.group(3));
      page = variable.group(1).equals("--bg") ? variable.group(2) : page;
    }
    Style style = styleOf(css);
    return Optional.of(withOwnBackground(theme.withStyle(style), page));
  }

  /** The colours that text can stand on in this theme: page, cards, and what lies on cards. */
  public static Color[] groundsOf(Theme theme) {
    var variables = new Palette(theme, theme.mode() == Mode.DARK).variables();
    return Stream.of("--bg", "--surface", "--surface-2")
        .map(name -> Color.ofHex(variables.getOrDefault(name, "#ffffff")))
        .toArray(Color[]::new);
  }

  /** The style sheet with another theme block; unchanged when it has none. */
  public String replace(String css, Theme theme) {
    int start = css.indexOf(START);
    int end = css.indexOf(END);
    if (start < 0 || end < start) {
      return css;
    }
    int after = Math.min(css.length(), end + END.length() + 1);
    return css.substring(0, start) + write(theme) + css.substring(after);
  }

  private static void shapes(StringBuilder css, Theme theme) {
    Color accent = theme.accent().color();
    Color on = accent.textOn();
    Color pressed = accent.mix(on.equals(Color.WHITE) ? Color.INK : Color.WHITE, 0.14);
    line(css, "--accent-strong", pressed.hex());
    line(css, "--accent-2", accent.turned(330).readableOn(4.6, on).hex());
    line(css, "--on-accent", on.hex());
    line(css, "--radius", decimal(theme.radiusRem()) + "rem");
    line(css, "--scale", decimal(theme.size().text()));
    line(css, "--width-scale", decimal(theme.size().width()));
    boolean serifHeadings = theme.style() == Style.ELEGANT && theme.font() == Font.SANS;
    line(css, "--font", theme.font().stack());
    line(css, "--font-heading", (serifHeadings ? Font.SERIF : theme.font()).stack());
  }

  private static void block(
      StringBuilder css, String open, Theme theme, boolean dark, String indent, String close) {
    css.append('\n').append(open);
    if (open.contains("data-theme")) {
      css.append(indent).append("color-scheme: ").append(dark ? "dark" : "light").append(";\n");
    }
    boolean own = dark == (theme.mode() == Mode.DARK);
    Theme shown = own ? theme : theme.withMode(theme.mode());
    Map<String, String> variables = new Palette(shown, dark).variables();
    variables.forEach(
        (name, value) -> css.append(indent).append(name).append(": ").append(value).append(";\n"));
    css.append(close);
  }

  private static void line(StringBuilder css, String name, String value) {
    css.append("  ").append(name).append(": ").append(value).append(";\n");
  }

  private Theme with(Theme theme, String name, String value, @Nullable String note) {
    return switch (name) {
      case "color-scheme" -> theme.withMode(modeOf(value));
      case "--accent" -> withAccent(theme, value, note == null ? value : note);
      case "--radius" -> theme.withRadiusRem(number(value, Theme.USUAL_RADIUS_REM));
      case "--scale" -> theme.withSize(new Size(number(value, 1), theme.size().width()));
      case "--width-scale" -> theme.withSize(new Size(theme.size().text(), number(value, 1)));
      case "--font" -> theme.withFont(fontOf(value));
      default -> theme;
    };
  }

  private Theme withAccent(Theme theme, String value, String note) {
    return names
        .find(value)
        .map(color -> theme.withAccent(new NamedColor(note, color.color())))
        .orElse(theme);
  }

  private Theme withOwnBackground(Theme theme, String page) {
    boolean usual =
        page.isEmpty()
            || page.equals(new Palette(theme, theme.mode() == Mode.DARK).variables().get("--bg"));
    return usual ? theme : names.find(page).map(theme::withBackground).orElse(theme);
  }

  private static Mode modeOf(String value) {
    for (Mode mode : Mode.values()) {
      if (mode.colorScheme().equals(value.trim())) {
        return mode;
      }
    }
    return Mode.LIGHT;
  }

  private static Font fontOf(String value) {
    for (Font font : Font.values()) {
      if (font.stack().equals(value.trim())) {
        return font;
      }
    }
    return Font.SANS;
  }

  private static Style styleOf(String css) {
    for (Style style : Style.values()) {
      if (css.contains("/* ---------- Style: " + style.word() + " ----------")) {
        return style;
      }
    }
    return Style.PLAIN;
  }

  private static double number(String value, double otherwise) {
    Matcher digits = Pattern.compile("\\d+(?:\\.\\d+)?").matcher(value);
    return digits.find() ? Double.parseDouble(digits.group()) : otherwise;
  }

  private static String decimal(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
