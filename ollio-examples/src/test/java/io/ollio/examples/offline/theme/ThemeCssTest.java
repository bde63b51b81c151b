package io.ollio.examples.offline.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ThemeCssTest {
  private static final ColorNames COLORS = new ColorNames();

  private final ThemeCss css = new ThemeCss(COLORS);

  @Test
  void read_whatWasWritten_givesTheSameTheme() {
    Theme theme =
        Theme.USUAL
            .withMode(Mode.DARK)
            .withAccent(color("tomato"))
            .withFont(Font.MONO)
            .withRadiusRem(0.2)
            .withSize(new Size(1.15, 0.833))
            .withSwitchable(true);

    assertThat(css.read(css.write(theme))).contains(theme);
  }

  @Test
  void read_ownBackground_isFound() {
    Theme theme = Theme.USUAL.withBackground(color("#102030"));

    assertThat(css.read(css.write(theme))).contains(theme);
    assertThat(theme.mode()).isEqualTo(Mode.DARK);
  }

  @Test
  void read_otherCss_findsNothing() {
    assertThat(css.read("body { color: red; }")).isEmpty();
  }

  @Test
  void replace_theme_leavesTheRestAlone() {
    String sheet = "@charset \"utf-8\";\n" + css.write(Theme.USUAL) + "\n.a {\n}\n";

    String changed = css.replace(sheet, Theme.USUAL.withMode(Mode.DARK));

    assertThat(changed).startsWith("@charset \"utf-8\";\n/*").endsWith("*/\n\n.a {\n}\n");
    assertThat(css.read(changed)).contains(Theme.USUAL.withMode(Mode.DARK));
  }

  @Test
  void write_auto_hasBothPalettes() {
    assertThat(css.write(Theme.USUAL.withMode(Mode.AUTO)))
        .contains("color-scheme: light dark;", "@media (prefers-color-scheme: dark)");
  }

  /** WCAG 2.2 AA: 4.5 for text, 3 for the edges of fields, with whatever accent. */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void write_anyNamedAccent_keepsEveryTextReadable(Mode mode) {
    List<String> unreadable = new ArrayList<>();
    for (String name : COLORS.names()) {
      String sheet = css.write(Theme.USUAL.withAccent(color(name)).withMode(mode));
      check(unreadable, name, sheet);
    }
    assertThat(unreadable).isEmpty();
  }

  @Test
  void write_anyNamedBackground_keepsEveryTextReadable() {
    List<String> unreadable = new ArrayList<>();
    for (String name : COLORS.names()) {
      check(unreadable, name, css.write(Theme.USUAL.withBackground(color(name))));
    }
    assertThat(unreadable).isEmpty();
  }

  private static void check(List<String> unreadable, String name, String sheet) {
    for (String text : List.of("text", "muted", "accent-text", "danger", "ok")) {
      for (String ground : List.of("bg", "surface", "surface-2")) {
        compare(unreadable, name, sheet, text, ground, 4.5);
      }
    }
    compare(unreadable, name, sheet, "accent-text", "accent-soft", 4.5);
    compare(unreadable, name, sheet, "on-accent", "accent", 4.5);
    compare(unreadable, name, sheet, "on-accent", "accent-strong", 4.5);
    compare(unreadable, name, sheet, "on-accent", "accent-2", 4.5);
    compare(unreadable, name, sheet, "field-line", "field", 3);
  }

  private static void compare(
      List<String> unreadable, String name, String sheet, String a, String b, double least) {
    double contrast = value(sheet, a).contrast(value(sheet, b));
    if (contrast < least) {
      unreadable.add(name + ": --" + a + " on --" + b + " has " + contrast);
    }
  }

  private static Color value(String sheet, String variable) {
    Matcher matcher = Pattern.compile("--" + variable + ": (#\\w{6});").matcher(sheet);
    assertThat(matcher.find()).as(variable).isTrue();
    return Color.ofHex(matcher.group(1));
  }

  private static NamedColor color(String name) {
    return COLORS.find(name).orElseThrow();
  }
}
