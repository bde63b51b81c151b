package io.ollio.examples.offline.edit;

import io.ollio.examples.offline.prompt.Prompt;
import io.ollio.examples.offline.prompt.ThemeReader;
import io.ollio.examples.offline.theme.Mode;
import io.ollio.examples.offline.theme.NamedColor;
import io.ollio.examples.offline.theme.Size;
import io.ollio.examples.offline.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads wishes about colours, corners, sizes and styles. */
final class LookReader {
  private static final double STEP = 1.15;
  private static final double WIDE_STEP = 1.2;
  private static final double ROUND_STEP = 0.5;
  private static final Pattern PART =
      Pattern.compile("\\b(buttons?|titles?|headings?|headlines?|links?|text|fonts?|borders?)\\b");
  private static final Pattern WHOLE =
      Pattern.compile("\\b(?:accent|primary|main|theme|brand|colou?r scheme|colou?rs)\\b");

  private final ThemeReader themes;

  LookReader(ThemeReader themes) {
    this.themes = themes;
  }

  /** All looks that a wish names; empty when it is about something else. */
  List<Edit> read(Prompt clause) {
    String lower = clause.lower();
    List<Edit> edits = new ArrayList<>();
    if (themes.asksForSwitch(lower)) {
      boolean away = lower.matches("(?s)^(?:remove|delete|drop|hide|get rid of)\\b.*");
      String says = (away ? "removed" : "added") + " the button for light and dark";
      return List.of(new Edit.Look(says, theme -> theme.withSwitchable(!away)));
    }
    Optional<Edit> part = part(lower);
    if (part.isPresent()) {
      return List.of(part.get());
    }
    mode(lower, edits);
    colors(lower, edits);
    shapes(lower, edits);
    sizes(lower, edits);
    return edits;
  }

  /** "make the button green", "make the title bigger". */
  private Optional<Edit> part(String lower) {
    Matcher matcher = PART.matcher(lower);
    if (!matcher.find() || WHOLE.matcher(lower).find() || lower.contains("background")) {
      return Optional.empty();
    }
    String part =
        switch (matcher.group(1).substring(0, 2)) {
          case "bu" -> "button";
          case "li" -> "link";
          case "bo" -> "border";
          case "te", "fo" -> "text";
          default -> "title";
        };
    Optional<NamedColor> color = themes.anyColor(lower.replaceAll("\\btext\\b|\\bfont\\b", " "));
    if (color.isPresent()) {
      return Optional.of(new Edit.Paint(part, color.get()));
    }
    boolean resizable = part.equals("title") || part.equals("button");
    int direction = direction(lower);
    return resizable && direction != 0
        ? Optional.of(new Edit.Resize(part, direction > 0))
        : Optional.empty();
  }

  private void mode(String lower, List<Edit> edits) {
    Optional<Mode> mode = themes.mode(lower);
    mode.ifPresent(
        found -> {
          String word = found.name().toLowerCase(Locale.ROOT);
          String says =
              found == Mode.AUTO
                  ? "let the page follow the visitor's system between light and dark"
                  : "made it " + word;
          edits.add(new Edit.Look(says, theme -> theme.withMode(found)));
        });
  }

  private void colors(String lower, List<Edit> edits) {
    themes.background(lower).ifPresent(color -> edits.add(background(color)));
    Optional<NamedColor> accent = themes.accent(lower);
    accent.ifPresent(
        color ->
            edits.add(
                new Edit.Look(
                    "changed the accent colour to " + color.name(),
                    theme -> theme.withAccent(color))));
    boolean plainOnly = accent.isEmpty() && themes.background(lower).isEmpty();
    if (plainOnly) {
      themes.anyColor(lower).ifPresent(color -> edits.add(background(color)));
    }
  }

  private static Edit background(NamedColor color) {
    return new Edit.Look(
        "made the background " + color.name(), theme -> theme.withBackground(color));
  }

  private void shapes(String lower, List<Edit> edits) {
    if (lower.matches("(?s).*\\b(?:rounder|more round(?:ed)?|softer)\\b.*")) {
      edits.add(corners("made the corners rounder", ROUND_STEP));
    } else if (lower.matches("(?s).*\\b(?:less round(?:ed)?|sharper)\\b.*")) {
      edits.add(corners("made the corners sharper", -ROUND_STEP));
    } else {
      themes
          .radiusRem(lower)
          .ifPresent(
              radius ->
                  edits.add(
                      new Edit.Look(
                          radius < 1 ? "made the corners square" : "rounded the corners",
                          theme -> theme.withRadiusRem(radius))));
    }
    themes
        .style(lower)
        .ifPresent(
            style ->
                edits.add(
                    new Edit.Look(
                        "gave it the " + style.word() + " style",
                        theme -> theme.withStyle(style))));
    themes
        .font(lower)
        .ifPresent(
            font ->
                edits.add(
                    new Edit.Look(
                        "changed the font to " + font.name().toLowerCase(Locale.ROOT),
                        theme -> theme.withFont(font))));
  }

  private static void sizes(String lower, List<Edit> edits) {
    if (lower.matches("(?s).*\\b(?:wider|broader)\\b.*")) {
      edits.add(new Edit.Look("made it wider", theme -> sized(theme, 1, WIDE_STEP)));
    } else if (lower.matches("(?s).*\\b(?:narrower|slimmer|thinner)\\b.*")) {
      edits.add(new Edit.Look("made it narrower", theme -> sized(theme, 1, 1 / WIDE_STEP)));
    }
    int direction = direction(lower);
    if (direction > 0) {
      edits.add(new Edit.Look("made everything larger", theme -> sized(theme, STEP, 1)));
    } else if (direction < 0) {
      edits.add(new Edit.Look("made everything smaller", theme -> sized(theme, 1 / STEP, 1)));
    }
  }

  private static int direction(String lower) {
    if (lower.matches("(?s).*\\b(?:larger|bigger|increase|enlarge|too small)\\b.*")) {
      return 1;
    }
    boolean smaller =
        lower.matches("(?s).*\\b(?:smaller|decrease|reduce|shrink|compact|too (?:big|large))\\b.*");
    return smaller ? -1 : 0;
  }

  private static Theme sized(Theme theme, double text, double width) {
    Size old = theme.size();
    return theme.withSize(new Size(old.text() * text, old.width() * width));
  }

  private static Edit corners(String says, double step) {
    return new Edit.Look(says, theme -> theme.withRadiusRem(theme.radiusRem() + step));
  }
}
