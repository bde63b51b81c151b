package io.ollio.examples.offline.prompt;

import io.ollio.examples.offline.theme.ColorNames;
import io.ollio.examples.offline.theme.Font;
import io.ollio.examples.offline.theme.Mode;
import io.ollio.examples.offline.theme.NamedColor;
import io.ollio.examples.offline.theme.Size;
import io.ollio.examples.offline.theme.Style;
import io.ollio.examples.offline.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds colours and looks in a prompt. */
public final class ThemeReader {
  private static final String SWITCH =
      "\\b(?:(?:dark|light|theme|night)(?:[\\s/-]+(?:and|or)?\\s*(?:dark|light))?(?:[\\s-]*(?:mode|theme))?\\s*"
          + "(?:toggle|switch(?:er)?|selector|button)|toggle (?:for|between) (?:dark|light)[^.,;]*"
          + "|switch(?:es|ing)? between (?:dark|light)[^.,;]*)";
  private static final Pattern AUTO =
      Pattern.compile(
          "\\b(?:auto(?:matic)?(?: theme| mode| dark| light)|system theme|(?:both )?(?:dark and light|light and dark)(?: modes?| themes?)?"
              + "|prefers-color-scheme|follows? the system)\\b");
  private static final Pattern DARK =
      Pattern.compile("\\b(?:dark(?:er|ened)?|night(?: mode| theme)?|midnight)\\b");
  private static final Pattern LIGHT =
      Pattern.compile("\\b(?:light(?:er)?|bright(?:er)?|day mode)\\b");
  private static final Pattern BLACK_PAGE =
      Pattern.compile("\\bblack (?:theme|design|page|card|form|style)\\b");

  private static final List<Map.Entry<Pattern, Style>> STYLES =
      List.of(
          Map.entry(words("glass(?:y|morphi\\w+)?|frosted|translucent"), Style.GLASS),
          Map.entry(words("gradients?"), Style.GRADIENT),
          Map.entry(
              words("minimal(?:ist(?:ic)?)?|flat|no shadows?|without shadows?"), Style.MINIMAL),
          Map.entry(words("elegant|classy|luxur(?:y|ious)|premium|classic"), Style.ELEGANT),
          Map.entry(
              words("playful|fun|funky|cartoon(?:ish)?|(?:neo)?brutalis[tm]\\w*|comic|quirky"),
              Style.PLAYFUL));

  private static final Map<String, String> MOODS =
      Map.of(
          "warm", "rust", "cool", "teal", "earthy?", "brown", "pastel", "lilac", "neon", "magenta");

  private final ColorNames colors;
  private final Pattern color;

  /** A reader of these colours. */
  public ThemeReader(ColorNames colors) {
    this.colors = colors;
    List<String> patterns = new ArrayList<>();
    for (String name : colors.names()) {
      patterns.add(
          name.replaceFirst(
              "^(dark|light|medium|pale|deep|hot|sky|royal|slate|forest|navy|sea)(?=.)",
              "$1[\\\\s-]?"));
    }
    patterns.sort((a, b) -> b.length() - a.length());
    color =
        Pattern.compile(
            "(?<![\\w-])(#[0-9a-f]{6}|#[0-9a-f]{3}|"
                + String.join("|", patterns)
                + ")(?![\\w])(?:ish\\b)?");
  }

  /** The theme that the prompt asks for, where it says nothing that of {@code usual}. */
  public Theme read(Prompt prompt, Theme usual) {
    String lower = prompt.lower();
    boolean switchable = asksForSwitch(lower);
    String plain = lower.replaceAll(SWITCH, " ");
    Theme theme = usual.withSwitchable(usual.switchable() || switchable);
    theme = mode(plain).map(theme::withMode).orElse(theme);
    theme = accent(plain).map(theme::withAccent).orElse(theme);
    theme = background(plain).map(theme::withBackground).orElse(theme);
    theme = style(plain).map(theme::withStyle).orElse(theme);
    theme = radiusRem(plain).map(theme::withRadiusRem).orElse(theme);
    theme = font(plain).map(theme::withFont).orElse(theme);
    return plain.matches(".*\\bcompact\\b.*") ? theme.withSize(new Size(0.9, 0.95)) : theme;
  }

  /** Whether the visitor should be able to switch between light and dark. */
  public boolean asksForSwitch(String lower) {
    return Pattern.compile(SWITCH).matcher(lower).find();
  }

  /** Light or dark, if the text says; "dark blue" alone is a colour, not a mode. */
  public Optional<Mode> mode(String lower) {
    if (AUTO.matcher(lower).find()) {
      return Optional.of(Mode.AUTO);
    }
    String rest = withoutShades(lower);
    if (DARK.matcher(rest).find() || BLACK_PAGE.matcher(rest).find()) {
      return Optional.of(Mode.DARK);
    }
    return LIGHT.matcher(rest).find() ? Optional.of(Mode.LIGHT) : Optional.empty();
  }

  /** The colour for buttons, links and marks: the first one that is not that of the page. */
  public Optional<NamedColor> accent(String lower) {
    return uses(lower).stream()
        .filter(use -> !use.page() && !isPlain(use.color()))
        .map(ColorUse::color)
        .findFirst()
        .or(() -> accentByName(lower))
        .or(() -> accentByMood(lower));
  }

  /** The colour of the page, if the text names one. */
  public Optional<NamedColor> background(String lower) {
    return uses(lower).stream().filter(ColorUse::page).map(ColorUse::color).findFirst();
  }

  /** The first colour in the text, whatever it is for. */
  public Optional<NamedColor> anyColor(String lower) {
    return uses(lower).stream().map(ColorUse::color).findFirst();
  }

  /** A style that the text names. */
  public Optional<Style> style(String lower) {
    return STYLES.stream()
        .filter(entry -> entry.getKey().matcher(lower).find())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** How round corners should be, in rem. */
  public Optional<Double> radiusRem(String lower) {
    if (lower.matches(
        "(?s).*\\b(?:sharp|square[d]?|boxy|angular|hard)\\b.*|.*\\b(?:no|not|without|un)[\\s-]*(?:rounded|round)\\b.*")) {
      return Optional.of(0.2);
    }
    if (lower.matches("(?s).*\\b(?:pill|(?:very|super|extra|fully) round(?:ed)?)\\b.*")) {
      return Optional.of(2.0);
    }
    if (lower.matches(
        "(?s).*\\b(?:small (?:corner )?radius|radius:? small|slightly rounded)\\b.*")) {
      return Optional.of(0.5);
    }
    return lower.matches("(?s).*\\b(?:rounded|round corners?|soft corners?)\\b.*")
        ? Optional.of(1.5)
        : Optional.empty();
  }

  /** A typeface that the text names. */
  public Optional<Font> font(String lower) {
    if (lower.matches("(?s).*\\bsans[\\s-]?serif\\b.*")) {
      return Optional.of(Font.SANS);
    }
    if (lower.matches("(?s).*\\b(?:serif|georgia|times|bookish)\\b.*")) {
      return Optional.of(Font.SERIF);
    }
    return lower.matches(
            "(?s).*\\b(?:mono(?:space[d]?)?|code|terminal|typewriter)[\\s-]+(?:font|typeface|style|look|text)\\b.*")
        ? Optional.of(Font.MONO)
        : Optional.empty();
  }

  /** "warm colours" */
  private Optional<NamedColor> accentByMood(String lower) {
    return MOODS.entrySet().stream()
        .filter(
            mood ->
                words(
                        mood.getKey()
                            + " (?:\\w+ )?(?:colou?rs?|tones?|shades?|palette|look|theme|style)")
                    .matcher(lower)
                    .find())
        .findFirst()
        .flatMap(mood -> colors.find(mood.getValue()));
  }

  /** "black button" means black after all. */
  private Optional<NamedColor> accentByName(String lower) {
    Matcher named =
        Pattern.compile(
                "\\b(black|white|gr[ae]y|silver) (?:buttons?|accents?|links?)\\b|\\b(?:buttons?|accents?|links?) (?:in |are |is )?(black|white|gr[ae]y|silver)\\b")
            .matcher(lower);
    if (!named.find()) {
      return Optional.empty();
    }
    return colors.find(named.group(1) != null ? named.group(1) : named.group(2));
  }

  private List<ColorUse> uses(String lower) {
    List<ColorUse> uses = new ArrayList<>();
    Matcher matcher = color.matcher(lower);
    while (matcher.find()) {
      String after = lower.substring(matcher.end(), Math.min(lower.length(), matcher.end() + 24));
      String before = lower.substring(Math.max(0, matcher.start() - 30), matcher.start());
      String found = matcher.group(1);
      boolean modeWord = found.matches("(?:dark|light)[\\s-].+") && isModeFor(after);
      String name = modeWord ? found.replaceFirst("(?:dark|light)[\\s-]", "") : found;
      boolean text = after.matches("(?s)[\\s-]*(?:text|font|letters?|title|heading)\\b.*");
      boolean page =
          after.matches("(?s)[\\s-]*(?:colou?red )?(?:background|backdrop|bg|page)\\b.*")
              || before.matches(
                  "(?s).*\\b(?:background|backdrop|bg)(?: colou?r)?(?: (?:of|in|is|to|as|should be|be))?:? (?:an? )?(?:(?:very|dark|light|soft) )?");
      if (!text) {
        colors.find(name).ifPresent(known -> uses.add(new ColorUse(known, page)));
      }
    }
    return uses;
  }

  /** In "dark blue theme" the first word is the mode, in "dark blue button" a shade. */
  private static boolean isModeFor(String after) {
    return after.matches("(?s)[\\s-]*(?:theme|mode|design|style|look|ui)\\b.*");
  }

  private String withoutShades(String lower) {
    Matcher matcher = color.matcher(lower);
    return matcher.replaceAll(
        match -> {
          String after = lower.substring(match.end(), Math.min(lower.length(), match.end() + 24));
          return isModeFor(after) ? Matcher.quoteReplacement(match.group()) : " ";
        });
  }

  private static Pattern words(String alternatives) {
    return Pattern.compile("\\b(?:" + alternatives + ")\\b");
  }

  private static boolean isPlain(NamedColor named) {
    return named.name().matches("black|white|gr[ae]y|silver|ivory|snow|cream");
  }

  /** A colour word and whether it is meant for the page. */
  private record ColorUse(NamedColor color, boolean page) {}
}
